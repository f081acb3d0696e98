# Each target is one script in .ci/; NAME, SCALE, SEED and PORT are handed on through the environment.
.PHONY: demo demo-reset test drill bench lock
.SILENT:
export NAME SCALE SEED PORT

demo:       ; .ci/demo
demo-reset: ; .ci/demo-reset
test:       ; .ci/test
drill:      ; .ci/drill
bench:      ; .ci/bench
lock:       ; .ci/lock
