import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from stance.training.compression.compress import Lengths, product_quantize
from stance.training.compression.decoding import stored_weights
from stance.training.compression.sensitivity import input_moments, rows_read

WORDS, WIDTH, WIDE = 1200, 384, 768


@pytest.fixture
def model(tmp_path):
    """Words are looked up, mapped to more numbers, bent and mapped back; a small map at the end."""
    generator = np.random.default_rng(3)

    def weights(name, *shape):
        values = generator.normal(size=shape) / np.sqrt(shape[0])
        return numpy_helper.from_array(values.astype(np.float32), name)

    table = generator.normal(size=(WORDS, WIDTH)) * generator.uniform(0.5, 2, size=(WORDS, 1))
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["words", "input_ids"], ["states"]),
            helper.make_node("MatMul", ["states", "up"], ["wide"]),
            helper.make_node("Add", ["wide", "bias"], ["moved"]),
            helper.make_node("Relu", ["moved"], ["bent"]),
            helper.make_node("MatMul", ["bent", "down"], ["narrow"]),
            helper.make_node("MatMul", ["narrow", "head"], ["y"]),
        ],
        "small",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["windows", "tokens"])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["windows", "tokens", 8])],
        [
            numpy_helper.from_array(table.astype(np.float32), "words"),
            weights("up", WIDTH, WIDE),
            weights("bias", WIDE),
            weights("down", WIDE, WIDTH),
            weights("head", WIDTH, 8),
        ],
    )
    path = tmp_path / "model.onnx"
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.save(proto, str(path))
    return path


def window(seed, shape=(1, 200)):
    return {"input_ids": np.random.default_rng(seed).integers(0, WORDS, size=shape)}


def answer(path, inputs):
    return ort.InferenceSession(str(path)).run(None, inputs)[0]


def test_a_coded_model_gives_nearly_the_same_answers_in_a_ninth_of_the_size(model):
    inputs = window(1, shape=(2, 50))
    before, size = answer(model, inputs), model.stat().st_size
    told = []

    product_quantize(
        model,
        windows=[window(seed) for seed in range(2, 8)],
        report=lambda done, total: told.append((done, total)),
    )

    assert len(told) > 1
    assert told == [(done, len(told)) for done in range(len(told))]
    after = answer(model, inputs)
    assert after.shape == before.shape
    assert np.square(after - before).mean() < 0.2 * np.square(before).mean()
    assert model.stat().st_size < size / 9


def test_large_matrices_are_in_codes_and_small_ones_in_eight_bits(model):
    product_quantize(model, windows=[window(2)])

    stored = {one.name: one for one in onnx.load(str(model)).graph.initializer}
    assert {"words", "up", "down", "head"}.isdisjoint(stored)
    assert list(stored["up.codes"].dims) == [WIDTH, WIDE // 3]
    assert list(stored["down.codes"].dims) == [WIDE, WIDTH // 3]
    n_read = len(np.unique(window(2)["input_ids"]))
    assert list(stored["words.read.codes"].dims) == [n_read, WIDTH // 2]
    assert list(stored["words.unread.codes"].dims) == [WORDS - n_read, WIDTH // 6]
    coded = ("words.read", "words.unread", "up", "down")
    assert {stored[f"{name}.codes"].data_type for name in coded} == {TensorProto.UINT8}
    assert stored["head.int8"].data_type == TensorProto.INT8
    assert stored["bias.half"].data_type == TensorProto.FLOAT16


def test_a_kind_of_matrix_can_be_left_in_eight_bits(model):
    lengths = Lengths(square=None, widening=None, narrowing=None, tables=None)

    product_quantize(model, windows=[window(2)], lengths=lengths)

    stored = {one.name for one in onnx.load(str(model)).graph.initializer}
    assert {"words.int8", "up.int8", "down.int8", "head.int8"} <= stored


def test_vectors_are_shorter_where_a_matrix_cannot_be_cut_so(model):
    lengths = Lengths(widening=5, narrowing=7, tables=None)

    product_quantize(model, windows=[window(2)], lengths=lengths)

    stored = {one.name: list(one.dims) for one in onnx.load(str(model)).graph.initializer}
    assert stored["up.codes"] == [WIDTH, WIDE // 4]
    assert stored["down.codes"] == [WIDE, WIDTH // 6]


@pytest.mark.parametrize(
    ("shape", "depth", "length"),
    [((8, 8), 0.0, 3), ((8, 9), 0.79, 5), ((9, 8), 0.8, 4), ((8, 8), 0.99, 4)],
)
def test_the_last_fifth_of_the_maps_has_its_own_length(shape, depth, length):
    assert Lengths(widening=5).of_map(*shape, depth=depth) == length


def test_late_maps_stay_in_eight_bits_with_their_kind():
    assert Lengths(square=None).of_map(8, 8, depth=0.9) is None
    assert Lengths(late=None).of_map(8, 8, depth=0.9) == Lengths().square


def test_a_matrix_that_two_layers_share_stays_in_eight_bits(model):
    proto = onnx.load(str(model))
    again = helper.make_node("MatMul", ["bent", "down"], ["unused"])
    proto.graph.node.append(again)
    onnx.save(proto, str(model))

    product_quantize(model, windows=[window(2)])

    stored = {one.name for one in onnx.load(str(model)).graph.initializer}
    assert {"down.int8", "up.codes"} <= stored


def test_nothing_but_the_model_is_left_in_its_folder(model):
    product_quantize(model, windows=[window(2)])

    assert [path.name for path in model.parent.iterdir()] == ["model.onnx"]


def test_a_model_that_cannot_be_coded_stays_as_it_was(model):
    before = model.read_bytes()

    with pytest.raises(ValueError, match="tokens"):
        product_quantize(model, windows=[{"tokens": np.zeros((1, 3), dtype=np.int64)}])

    assert model.read_bytes() == before
    assert [path.name for path in model.parent.iterdir()] == ["model.onnx"]


def test_rows_that_are_read_are_kept_better(model):
    """Read the states that the table gives, before anything is done with them."""
    proto = onnx.load(str(model))
    table = next(numpy_helper.to_array(one) for one in proto.graph.initializer)
    proto.graph.output[0].CopyFrom(
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["windows", "tokens", WIDTH])
    )
    onnx.save(proto, str(model))
    read = window(2)["input_ids"]

    product_quantize(model, windows=[{"input_ids": read}])

    states = answer(model, {"input_ids": np.arange(WORDS)[None]})[0]
    errors = np.square(states - table).mean(axis=1) / np.square(table).mean(axis=1)
    is_read = np.isin(np.arange(WORDS), read)
    assert errors[is_read].mean() < 0.02
    assert errors[~is_read].mean() < 0.4
    assert errors[is_read].max() < errors[~is_read].min()


def test_a_table_whose_rows_are_all_read_has_no_others(model):
    every = {"input_ids": np.arange(WORDS)[None]}
    before = answer(model, every)

    product_quantize(model, windows=[every])

    after = answer(model, every)
    assert np.square(after - before).mean() < 0.2 * np.square(before).mean()


def test_rows_that_nobody_writes_share_one(model):
    read = window(2)["input_ids"]
    unwritten = list(range(0, WORDS, 2))

    product_quantize(model, windows=[{"input_ids": read}], unwritten=unwritten)

    proto = onnx.load(str(model))
    table = stored_weights(proto.graph)["words"]
    stored = {one.name: list(one.dims) for one in proto.graph.initializer}
    shared = np.setdiff1d(unwritten, read)
    assert len(np.unique(table[shared], axis=0)) == 1
    others = np.setdiff1d(np.arange(WORDS), shared)
    assert len(np.unique(table[others], axis=0)) == len(others)
    assert stored["words.unread.codes"][0] == WORDS - len(np.unique(read)) - len(shared) + 1


def test_a_table_may_have_more_rows_than_short_numbers_count(model):
    proto = onnx.load(str(model))
    words = next(one for one in proto.graph.initializer if one.name == "words")
    table = np.tile(numpy_helper.to_array(words), (30, 1))  # 36,000 rows
    words.CopyFrom(numpy_helper.from_array(table, "words"))
    onnx.save(proto, str(model))
    last = {"input_ids": np.arange(len(table) - 200, len(table))[None]}
    before = answer(model, last)

    product_quantize(model, windows=[last])

    assert np.square(answer(model, last) - before).mean() < 0.2 * np.square(before).mean()


def test_a_bias_makes_up_for_what_codes_get_wrong_on_average(model):
    """Read the first map's answer with its bias, before it is bent."""
    proto = onnx.load(str(model))
    proto.graph.node.remove(proto.graph.node[-1])
    proto.graph.node[-1].output[0] = "unused"
    proto.graph.node.append(helper.make_node("Identity", ["moved"], ["y"]))
    proto.graph.output[0].type.tensor_type.shape.dim[2].dim_value = WIDE
    onnx.save(proto, str(model))
    windows = [window(seed) for seed in range(2, 8)]
    before = [answer(model, one) for one in windows]

    product_quantize(model, windows=windows, lengths=Lengths(tables=None))

    errors = np.concatenate([answer(model, one) for one in windows], axis=1) - np.concatenate(
        before, axis=1
    )
    size = np.abs(errors).mean()
    assert size > 0.01  # codes are not exact
    assert np.abs(errors.mean(axis=(0, 1))).max() < 0.1 * size


def test_moments_are_of_directions_and_means_of_vectors(model):
    proto = onnx.load(str(model))
    windows = [window(2), window(3)]

    moments = input_moments(proto, ["states", "bent"], windows=windows)

    table = next(numpy_helper.to_array(one) for one in proto.graph.initializer)
    rows = np.concatenate([table[one["input_ids"][0]] for one in windows])
    assert moments["states"].mean.numpy() == pytest.approx(rows.mean(axis=0), abs=1e-5)
    for name, width in (("states", WIDTH), ("bent", WIDE)):
        assert moments[name].second.shape == (width, width)
        assert float(moments[name].second.trace()) == pytest.approx(1, rel=1e-4)


def test_rows_read_are_told_once(model):
    windows = [{"input_ids": np.array([[5, 3, 5]])}, {"input_ids": np.array([[3, 9, 0]])}]

    rows = rows_read(onnx.load(str(model)), ["input_ids"], windows=windows)

    assert rows["input_ids"].tolist() == [0, 3, 5, 9]


def test_rows_that_codes_already_hold_go_with_those_that_are_not_read(model):
    """Two thirds of the words have been in coarse codes before, whether they are read or not."""
    proto = onnx.load(str(model))
    words = next(one for one in proto.graph.initializer if one.name == "words")
    table = numpy_helper.to_array(words).copy()
    generator = np.random.default_rng(8)
    was_coded = np.arange(WORDS) % 3 > 0
    codes = generator.integers(0, 200, size=(was_coded.sum(), WIDTH // 6))
    sizes = generator.uniform(0.5, 2, size=(was_coded.sum(), 1))
    table[was_coded] = generator.normal(size=(200, 6))[codes].reshape(-1, WIDTH) * sizes
    words.CopyFrom(numpy_helper.from_array(table.astype(np.float32), "words"))
    onnx.save(proto, str(model))
    read = np.concatenate([np.arange(0, WORDS, 3), np.arange(1, 301, 3)])

    product_quantize(model, windows=[{"input_ids": read[None]}])

    proto = onnx.load(str(model))
    stored = {one.name: list(one.dims) for one in proto.graph.initializer}
    assert stored["words.read.codes"][0] == WORDS // 3
    found = stored_weights(proto.graph)["words"]
    errors = np.square(found - table).mean(axis=1) / np.square(table).mean(axis=1)
    assert errors.max() < 0.05
