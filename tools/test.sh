# shellcheck shell=sh
# shellcheck disable=SC2154 # root, work, log, jar and the functions come from the launcher
# `./acervo test`, read in by the launcher: browser part, server, browser tests; then one line with the sum. With
# `--quick`, for the daily work, without a browser and without the classes tagged `slow`.
# A step that fails without naming a failed test (a type error, a compile error, a formatting rule) counts as one failure.

quick=no
for argument in "$@"; do
  case $argument in
    --quick) quick=yes ;;
    *)
      say "\`test\` does not know \`$argument\`; it takes --quick or nothing"
      exit 2
      ;;
  esac
done

passed=0
failed=0
skipped=0

# add PASSED FAILED SKIPPED
add() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
}

# check LABEL COMMAND...: a step that holds no tests; failing is one failure.
check() {
  step "$@" && return 0
  add 0 1 0
  return 1
}

# The sums of the suites in Surefire's reports.
count_surefire() {
  set -- "$root"/*/target/surefire-reports/TEST-*.xml
  [ -e "$1" ] || { echo 0 0 0; return; }
  awk '
    function number(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
    }
    FNR == 1 { seen = 0 }
    /<testsuite / && !seen {
      seen = 1
      tests += number("tests"); bad += number("failures") + number("errors"); skip += number("skipped")
    }
    END { print tests - bad - skip + 0, bad + 0, skip + 0 }
  ' "$@"
}

# What the browser part's test runners say in closing. Vitest: `Tests  1 failed | 12 passed | 2 skipped (15)`; Node, one
# line for each figure: `ℹ pass 12`, or `# pass 12` in TAP.
count_ui() {
  awk '
    function count(word, number) {
      if (word ~ /^pass/) good += number
      else if (word ~ /^fail/ || word == "cancelled") bad += number
      else if (word == "skipped" || word == "todo") skip += number
    }
    /^ *Tests  / { for (i = 2; i < NF; i++) if ($i ~ /^[0-9]+$/) count($(i + 1), $i) }
    ($1 == "#" || $1 == "ℹ") && NF == 3 && $3 ~ /^[0-9]+$/ { count($2, $3) }
    END { print good + 0, bad + 0, skip + 0 }
  ' "$log"
}

# tests LABEL COUNTER COMMAND...: runs a test command and adds what its counter finds.
tests() {
  counter=$2
  label=$1
  shift 2
  before=$failed
  step "$label" "$@"
  outcome=$?
  # shellcheck disable=SC2046 # three numbers
  set -- $($counter)
  add "$@"
  ran=$(($1 + $2))
  [ "$outcome" -eq 0 ] || [ "$failed" -gt "$before" ] || add 0 1 0
}

find_chromium() {
  [ -n "${ACERVO_CHROMIUM:-}" ] && [ -x "$ACERVO_CHROMIUM" ] && return 0
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    ACERVO_CHROMIUM=$(command -v "$name") || continue
    export ACERVO_CHROMIUM
    return 0
  done
  return 1
}

test_ui() {
  [ -f "$root/ui/package.json" ] || return 0
  begin
  if modules_stale; then
    check "installing the browser part's build tools (npm ci)" npm_install || return 0
  fi
  check "checking the browser part's types" npm_ui run check
  tests "testing the browser part (npm test)" count_ui npm_ui test
  check "building the browser's part (npm run build)" npm_ui run build && finished "$root/ui/dist/index.html"
}

test_server() {
  rm -rf "$root"/*/target/surefire-reports
  forget_old_ui
  begin
  if [ "$quick" = yes ]; then
    tests "testing the server without what is slow (mvn verify)" count_surefire maven verify -DexcludedGroups=slow
  else
    tests "testing the server (mvn verify)" count_surefire maven verify
  fi
  [ "$outcome" -eq 0 ] && [ -f "$jar" ] && finished "$jar"
}

test_in_browser() {
  [ -f "$root/ui/package.json" ] || return 0
  if find_chromium; then
    tests "testing in a browser (npm run test:browser)" count_ui npm_ui run test:browser
    if [ "$ran" -gt 0 ] || [ "$outcome" -ne 0 ]; then return 0; fi
    reason="the browser tests ran nothing"
  else
    reason="no Chromium was found (ACERVO_CHROMIUM, or chromium, chromium-browser, google-chrome on PATH)"
  fi
  if [ "${ACERVO_BROWSER_TESTS:-}" = required ]; then
    say "FAILED: $reason, and ACERVO_BROWSER_TESTS=required"
    add 0 1 0
  else
    say "WARNING: THE BROWSER TESTS DID NOT RUN: $reason"
    add 0 0 1
  fi
}

find_jdk
need_maven
[ -f "$root/ui/package.json" ] && need_node
lock
# Reports meant for a program: no colours, no progress bars, no questions, no watch mode.
export CI=1 NO_COLOR=1
unset FORCE_COLOR

test_ui
test_server
unlock # the browser tests start the product through the launcher, which may have to build
[ "$quick" = yes ] || test_in_browser
rm -f "$log"

[ $((passed + failed)) -gt 0 ] || say "no test ran at all"
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
printf '%s\n' "$line"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
