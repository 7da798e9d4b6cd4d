#!/usr/bin/env bash
# Compares our measures with trec_eval on 1,000 random runs, with RAGAS' formulas and with rouge-score: needs Python 3 and PyPI.
set -eu
cd "$(dirname "$0")"
work=${AGREEMENT_WORK:-$(mktemp -d)}
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pytrec_eval-terrier==0.5.11 rouge-score==0.1.2
# Without what it depends on, which is most of LangChain: only its formulas are run.
"$work/venv/bin/pip" install --quiet --no-deps ragas==0.4.3
"$work/venv/bin/python" trec-eval.py "${1:-1000}" >"$work/trec-eval.jsonl"
"$work/venv/bin/python" ragas-formulas.py "${1:-1000}" >"$work/ragas-formulas.jsonl"
"$work/venv/bin/python" rouge-l.py "${1:-1000}" >"$work/rouge-l.jsonl"
node check.ts "$work/trec-eval.jsonl" "$work/ragas-formulas.jsonl" "$work/rouge-l.jsonl"
