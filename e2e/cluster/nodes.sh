# shellcheck shell=bash
# Nodes: their configuration in /etc, containerd, kubelet, kube-proxy, and images.

node_install() {
    local node=$1 etc
    etc=$(folder "$node")/etc
    mkdir -p "$etc"/{kubernetes,containerd,cni/net.d}
    cp "$DIR/pki/ca.crt" "$etc/kubernetes"
    cp "$DIR/pki/$node.crt" "$etc/kubernetes/kubelet.crt"
    cp "$DIR/pki/$node.key" "$etc/kubernetes/kubelet.key"
    kubeconfig "$etc/kubernetes/kubelet.conf" "$API" "$node"
    kubeconfig "$etc/kubernetes/kube-proxy.conf" "$API" kube-proxy
    kubelet_config >"$etc/kubernetes/kubelet.yaml"
    proxy_config "$node" >"$etc/kubernetes/kube-proxy.yaml"
    containerd_config >"$etc/containerd/config.toml"
    cni_config "$node" >"$etc/cni/net.d/10-cluster.conflist"
}

# Root of a container may not lower OOM scores nor raise limits, hence oomScoreAdj and maxOpenFiles. The short times let
# a dead node be seen, and a container that was killed often be started again, in seconds instead of minutes.
kubelet_config() {
    cat <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: /etc/kubernetes/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: /etc/kubernetes/kubelet.crt
tlsPrivateKeyFile: /etc/kubernetes/kubelet.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
clusterDomain: cluster.local
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
maxOpenFiles: $(ulimit -Hn)
makeIPTablesUtilChains: false
volumePluginDir: /var/lib/kubelet/volumeplugins
crashLoopBackOff: {maxContainerRestartPeriod: 1s}
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
nodeStatusUpdateFrequency: 2s
nodeLeaseDurationSeconds: 8
syncFrequency: 10s
YAML
}

# The kernel's connection tracking limits are the machine's: left alone.
proxy_config() {
    local mode
    mode=$(proxy_mode "$1")
    cat <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: $mode
clientConnection: {kubeconfig: /etc/kubernetes/kube-proxy.conf}
hostnameOverride: $1
oomScoreAdj: 0
detectLocalMode: ClusterCIDR
clusterCIDR: $POD4.128/25,$POD6::/56
conntrack: {maxPerCore: 0, min: 0, tcpCloseWaitTimeout: 0s, tcpEstablishedTimeout: 0s}
$mode: {syncPeriod: 30s, minSyncPeriod: 200ms}
YAML
}

# The mode of a node's kube-proxy, which a power cut does not change.
proxy_mode() { cat "$(folder "$1")/proxy-mode" 2>/dev/null || echo nftables; }

containerd_config() {
    cat <<TOML
version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '$PAUSE_IMAGE'
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = 'io.containerd.runc.v2'
[plugins.'io.containerd.nri.v1.nri']
  disable = true
TOML
}

cni_config() {
    local i
    i=$(node_index "$1")
    cat <<JSON
{"cniVersion": "1.0.0", "name": "cluster", "plugins": [
  {"type": "bridge", "bridge": "pods", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local",
            "ranges": [[{"subnet": "$POD4.$((128 + 16 * i))/28"}], [{"subnet": "$POD6:$i::/64"}]],
            "routes": [{"dst": "0.0.0.0/0"}, {"dst": "::/0"}]}}]}
JSON
}

node_start() {
    local node=$1 number etc=/etc/kubernetes
    number=$(number "$node")
    case $2 in
        containerd) start_process "$node" containerd containerd -c /etc/containerd/config.toml ;;
        kubelet)
            start_process "$node" kubelet kubelet --config=$etc/kubelet.yaml --kubeconfig=$etc/kubelet.conf \
                "--hostname-override=$node" "--node-ip=$LINK4.$number,$LINK6$number"
            ;;
        kube-proxy) start_process "$node" kube-proxy kube-proxy --config=$etc/kube-proxy.yaml ;;
        *) die "$node has no process $2: containerd, kubelet, kube-proxy" ;;
    esac
}

# Host, network and containerd.
node_boot() {
    host_boot "$1"
    plug "$1"
    node_install "$1"
    node_start "$1" containerd
    within 90 "containerd on $1" on "$1" ctr -n k8s.io version
    import "$1" "$DIR/pause.tar"
}

node_join() {
    node_start "$1" kubelet
    node_start "$1" kube-proxy
}

# import NODE TAR...
import() {
    local node=$1 tar
    shift
    for tar in "$@"; do
        [ -r "$tar" ] || die "no image $tar"
        on "$node" ctr -n k8s.io images import - <"$tar" >>"$(folder "$node")/log/import.log" 2>&1 ||
            die "$node does not take $tar: $(tail -n 1 "$(folder "$node")/log/import.log")"
    done
}
