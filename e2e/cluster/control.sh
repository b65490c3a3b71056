# shellcheck shell=bash
# The control plane: what its host has in /etc/kubernetes, and what runs there.

control_install() {
    local etc pki=$DIR/pki component
    etc=$(folder control)/etc/kubernetes
    mkdir -p "$etc"
    cp "$pki"/{ca,accounts,apiserver,apiserver-kubelet}.* "$etc"
    for component in kube-controller-manager kube-scheduler; do
        kubeconfig "$etc/$component.conf" "$API" "$component"
    done
    kubeconfig "$DIR/admin.kubeconfig" https://127.0.0.1:6443 admin
}

control_start() {
    local etc=/etc/kubernetes
    case $1 in
        etcd)
            start_process control etcd etcd --data-dir=/var/lib/etcd --unsafe-no-fsync --log-level=warn \
                --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
                --listen-peer-urls=http://127.0.0.1:2380
            ;;
        kube-apiserver)
            start_process control kube-apiserver kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
                --bind-address=:: --secure-port=6443 "--advertise-address=$LINK4.$CONTROL" \
                --tls-cert-file=$etc/apiserver.crt --tls-private-key-file=$etc/apiserver.key \
                --client-ca-file=$etc/ca.crt --kubelet-certificate-authority=$etc/ca.crt \
                --kubelet-client-certificate=$etc/apiserver-kubelet.crt \
                --kubelet-client-key=$etc/apiserver-kubelet.key --kubelet-preferred-address-types=InternalIP \
                --service-account-issuer=https://kubernetes.default.svc \
                --service-account-key-file=$etc/accounts.pub --service-account-signing-key-file=$etc/accounts.key \
                "--service-cluster-ip-range=$SERVICES4,$SERVICES6" --authorization-mode=Node,RBAC \
                --enable-admission-plugins=NodeRestriction --allow-privileged=true \
                --default-not-ready-toleration-seconds=10 --default-unreachable-toleration-seconds=10
            ;;
        kube-controller-manager)
            # Its usual 20 requests a second make a start of three nodes seconds longer.
            start_process control "$1" "$1" --kubeconfig=$etc/$1.conf --authentication-kubeconfig=$etc/$1.conf \
                --authorization-kubeconfig=$etc/$1.conf --leader-elect=false --use-service-account-credentials \
                --kube-api-qps=500 --kube-api-burst=1000 --root-ca-file=$etc/ca.crt \
                --service-account-private-key-file=$etc/accounts.key \
                --cluster-signing-cert-file=$etc/ca.crt --cluster-signing-key-file=$etc/ca.key \
                --node-monitor-period=1s --node-monitor-grace-period=12s
            ;;
        kube-scheduler)
            start_process control "$1" "$1" --kubeconfig=$etc/$1.conf --authentication-kubeconfig=$etc/$1.conf \
                --authorization-kubeconfig=$etc/$1.conf --leader-elect=false
            ;;
        *) die "control has no process $1: etcd, kube-apiserver, kube-controller-manager, kube-scheduler" ;;
    esac
}

# From the control plane's network, in which the API server listens on loopback. Works while its cable is pulled.
kubectl() {
    on_network control "$(program kubectl)" --kubeconfig "$DIR/admin.kubeconfig" --cache-dir "$DIR/cache" "$@"
}
helm() {
    on_network control env "KUBECONFIG=$DIR/admin.kubeconfig" "HELM_CACHE_HOME=$DIR/cache/helm" \
        "HELM_CONFIG_HOME=$DIR/cache/helm" "HELM_DATA_HOME=$DIR/cache/helm" "$(program helm)" "$@"
}
