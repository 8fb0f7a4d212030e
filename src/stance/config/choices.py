"""The closed choices of a config."""

from enum import StrEnum


class ModelKind(StrEnum):
    """What is trained."""

    #: An encoder over windows of whole sentences, with a label and a tag head.
    NETWORK = "network"
    #: TF-IDF of the sentence and its neighbours, and logistic regression.
    BASELINE = "baseline"


class Precision(StrEnum):
    """Number format of the forward and backward pass."""

    #: bfloat16 where the machine computes faster in it, else float32.
    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    #: On a GPU alone, with a loss that is scaled so that small gradients do not vanish.
    FLOAT16 = "float16"


class Device(StrEnum):
    """What a network is fitted on."""

    #: A GPU if there is one, else the processor.
    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class WeightFormat(StrEnum):
    """How an exported model stores its weights."""

    FLOAT32 = "float32"
    INT8 = "int8"
    #: Numbers of codebooks' vectors, less than 3 bits a weight.
    CODEBOOKS = "codebooks"
