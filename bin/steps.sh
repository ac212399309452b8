# What the scripts beside this file share; sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# step TEXT COMMAND…: runs the command and tells how long it took.
step() {
  local text=$1 start=$EPOCHREALTIME code=0
  shift
  echo "· $text" >&2
  "$@" || code=$?
  awk -v from="$start" -v to="$EPOCHREALTIME" -v code="$code" \
    'BEGIN { printf "  %.1f s%s\n", to - from, code ? ", failed" : "" }' >&2
  return "$code"
}

# install PACKAGE…: installs Debian packages as root; otherwise names the one command to run.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    step "Install $*" install_quietly "$@"
  else
    echo "Needed and not here: $*. On Debian or Ubuntu run: sudo apt-get install -y $*" >&2
    exit 1
  fi
}

install_quietly() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need COMMAND PACKAGE…: installs the packages unless the command is here.
need() {
  command -v "$1" >/dev/null || install "${@:2}"
}

# publish PROJECT FOLDER: puts a Release build into .build/FOLDER unless it is newer than every source.
publish() {
  local target=$root/.build/$2
  mkdir -p "$root/.build"
  (
    command -v flock >/dev/null && flock 9
    fresh "$target" || step "Build $1" publish_anew "$1" "$target"
  ) 9>"$root/.build/lock"
}

fresh() {
  [ -e "$1/built" ] && [ -z "$(find "$root"/src "$root"/bench "$root"/Directory.*.props "$root/global.json" \
    -newer "$1/built" -not -path '*/bin' -not -path '*/bin/*' -not -path '*/obj' -not -path '*/obj/*' -print -quit 2>/dev/null)" ]
}

# A server that runs from the old folder keeps its files: the new folder takes the name, not the place.
publish_anew() {
  local new=$2.new
  rm -rf "$new" && mkdir -p "$new" && touch "$new/built"
  dotnet publish "$root/$1" -c Release -o "$new" -v q -nologo >&2
  rm -rf "$2" && mv "$new" "$2"
}
