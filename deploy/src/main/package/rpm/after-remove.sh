# $1: how many versions stay; 1 at the end of an upgrade, which restarts what runs.
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || :
    if [ "$1" -ge 1 ]; then
        systemctl try-restart virtualip-agent.service || :
    fi
fi
exit 0
