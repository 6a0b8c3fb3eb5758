# SPDX-License-Identifier: EUPL-1.2
# Reads orders until the harness is gone, then ends what it started and removes its run folder. It must outlive every end
# of the harness, so it ignores what a terminal or a supervisor sends to a whole session.
trap '' HUP INT QUIT TERM

ends='' folder=''
while IFS= read -r order; do
    case $order in
    dismissed) exit 0 ;;
    folder:*) folder=${order#folder:} ;;
    *) ends="$ends $order" ;;
    esac
done

# When a process began: the 22nd field of its line, counted from the end of its name, which may hold blanks.
began() {
    IFS= read -r stat <"/proc/$1/stat" || return 1
    set -f
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    shift 19
    echo "$1"
}

for end in $ends; do
    numbers=${end#*:}
    pid=${numbers%:*}
    now=$(began "$pid")
    # The number was given to somebody else.
    [ -z "$now" ] || [ "$now" = "${numbers#*:}" ] || continue
    case $end in
    group:*) kill -s KILL -- "-$pid" ;;
    process:*) [ -z "$now" ] || kill -s KILL "$pid" ;;
    esac
done

[ -n "$folder" ] || exit 0

# Daemons that left their group still carry the mark of the run.
for process in /proc/[0-9]*; do
    if tr '\0' '\n' <"$process/environ" | grep -qxF "MSSANTE_HARNESS_RUN=$folder"; then
        kill -s KILL "${process#/proc/}"
    fi
done

# A file may still appear while the last of them ends.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
    [ -d "$folder" ] && [ ! -L "$folder" ] || exit 0
    # What is mounted inside belongs to somebody else.
    grep -qF " $folder/" /proc/self/mountinfo && exit 1
    # Where daemons had user numbers of their own, their files can only be removed with those numbers.
    rm -rf -- "$folder" || unshare --map-root-user --map-auto -- rm -rf -- "$folder"
    [ -e "$folder" ] || exit 0
    sleep 0.2
done
