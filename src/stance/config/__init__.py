"""A run's configuration: one YAML file, typed, checked whole, then frozen."""

from stance.config.data_section import BY_ARTICLE as BY_ARTICLE
from stance.config.data_section import CorpusPart as CorpusPart
from stance.config.data_section import DataSection as DataSection
from stance.config.loading import load_config as load_config
from stance.config.loading import load_sweep as load_sweep
from stance.config.sections import BaselineSection as BaselineSection
from stance.config.sections import Device as Device
from stance.config.sections import ExportSection as ExportSection
from stance.config.sections import ModelKind as ModelKind
from stance.config.sections import ModelSection as ModelSection
from stance.config.sections import Precision as Precision
from stance.config.sections import PromotionSection as PromotionSection
from stance.config.sections import RunConfig as RunConfig
from stance.config.sections import TrackingSection as TrackingSection
from stance.config.sections import TrainingSection as TrainingSection
from stance.config.sections import WeightFormat as WeightFormat
from stance.config.sections import WindowSection as WindowSection
from stance.config.sweeping import ParameterRange as ParameterRange
from stance.config.sweeping import SweepFile as SweepFile
from stance.config.sweeping import SweepSection as SweepSection
from stance.config.values import LEAVE_OUT as LEAVE_OUT
from stance.config.values import fit_configs as fit_configs
from stance.config.values import flatten as flatten
from stance.config.values import todays_settings as todays_settings
from stance.config.values import with_values as with_values
from stance.config.yamlfiles import load_scheme as load_scheme
