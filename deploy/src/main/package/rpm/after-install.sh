# $1: how many versions are installed now; 1 after the first installation.
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || :
fi
if [ "$1" = 1 ] && command -v systemctl >/dev/null; then
    systemctl preset virtualip-agent.service >/dev/null 2>&1 || :
fi
exit 0
