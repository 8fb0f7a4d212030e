"""Writing a model folder as a pyfunc that loads where only its requirements are installed."""

import shutil
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import stance
from stance.prediction.manifest import read_manifest

if TYPE_CHECKING:
    from mlflow.entities import LoggedModel

#: Name of the model's folder among the pyfunc's artifacts.
MODEL_NAME = "model"
_CODE_FILE = Path(__file__).with_name("pyfunc_model.py")
#: MLflow, its table in and out, and what predicting needs; pinned to what is installed now.
_PACKAGES = (
    *("mlflow", "pandas"),
    *("numpy", "nupunkt", "onnxruntime", "pydantic", "rich", "tokenizers"),
)


def save_pyfunc(model_folder: Path, target: Path, *, model: "LoggedModel") -> None:
    """Write a pyfunc; its requirements are given, for MLflow would find them by trial.

    The code of this package goes with it, for no index need have the version that made it.
    """
    import mlflow.pyfunc
    from mlflow.models import Model

    from stance.tracking.pyfunc import input_example, signature

    with TemporaryDirectory() as name:
        code = Path(name) / "stance"
        ignored = shutil.ignore_patterns("bundled", "__pycache__")
        shutil.copytree(Path(stance.__file__).parent, code, ignore=ignored)
        mlflow.pyfunc.save_model(
            str(target),
            python_model=str(_CODE_FILE),
            artifacts={MODEL_NAME: str(model_folder)},
            code_paths=[str(code)],
            signature=signature(read_manifest(model_folder)),
            input_example=input_example(),
            pip_requirements=[f"{package}=={version(package)}" for package in _PACKAGES],
            mlflow_model=Model(
                artifact_path=model.artifact_location,
                run_id=model.source_run_id,
                model_uuid=model.model_id,
                model_id=model.model_id,
            ),
        )
