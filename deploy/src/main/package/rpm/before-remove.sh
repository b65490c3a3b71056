# $1: how many versions stay; 0 at the removal. The agent hands its addresses over before it ends.
if [ "$1" = 0 ] && command -v systemctl >/dev/null; then
    systemctl --no-reload disable virtualip-agent.service >/dev/null 2>&1 || :
    if [ -d /run/systemd/system ]; then
        systemctl stop virtualip-agent.service || :
    fi
fi
exit 0
