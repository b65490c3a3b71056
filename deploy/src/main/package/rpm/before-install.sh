getent group virtualip >/dev/null || groupadd --system virtualip
getent passwd virtualip >/dev/null || useradd --system --gid virtualip --no-create-home \
    --home-dir /var/lib/virtualip --shell /sbin/nologin --comment 'virtualip agent' virtualip
exit 0
