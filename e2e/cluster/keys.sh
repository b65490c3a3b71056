# shellcheck shell=bash
# The cluster's certificate authority and what it signs, in $DIR/pki.

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

# certificate FILE COMMON-NAME ORGANIZATION [ALTERNATIVE-NAMES]
certificate() {
    local base=$DIR/pki/$1 extensions
    extensions=$(printf '%s\n' 'keyUsage=digitalSignature,keyEncipherment' \
        'extendedKeyUsage=clientAuth,serverAuth' 'basicConstraints=CA:FALSE' "${4:+subjectAltName=$4}")
    new_key "$base.key"
    openssl req -new -key "$base.key" -subj "${3:+/O=$3}/CN=$2" 2>/dev/null |
        openssl x509 -req -CA "$DIR/pki/ca.crt" -CAkey "$DIR/pki/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
            -days 365 -sha256 -extfile <(printf '%s\n' "$extensions") -out "$base.crt" 2>/dev/null
}

# kubeconfig FILE SERVER CERTIFICATE
kubeconfig() {
    local pki=$DIR/pki
    cat >"$1" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: cluster
  cluster: {server: "$2", certificate-authority-data: $(base64 -w0 "$pki/ca.crt")}
users:
- name: user
  user:
    client-certificate-data: $(base64 -w0 "$pki/$3.crt")
    client-key-data: $(base64 -w0 "$pki/$3.key")
contexts:
- name: context
  context: {cluster: cluster, user: user}
current-context: context
YAML
    chmod 600 "$1"
}

make_keys() {
    local pki=$DIR/pki node number names
    mkdir -p "$pki"
    chmod 700 "$pki"
    new_key "$pki/ca.key"
    openssl req -x509 -new -key "$pki/ca.key" -subj /CN=cluster -days 365 -out "$pki/ca.crt"
    new_key "$pki/accounts.key"
    openssl ec -in "$pki/accounts.key" -pubout -out "$pki/accounts.pub" 2>/dev/null
    names=IP:127.0.0.1,IP:$LINK4.$CONTROL,IP:$LINK6$CONTROL,IP:$API_SERVICE,DNS:localhost,DNS:kubernetes
    certificate apiserver kube-apiserver '' "$names,DNS:kubernetes.default,DNS:kubernetes.default.svc"
    certificate apiserver-kubelet kube-apiserver-kubelet-client system:masters
    certificate admin admin system:masters
    certificate kube-controller-manager system:kube-controller-manager ''
    certificate kube-scheduler system:kube-scheduler ''
    certificate kube-proxy system:kube-proxy ''
    for node in $(nodes); do
        number=$(number "$node")
        certificate "$node" "system:node:$node" system:nodes "DNS:$node,IP:$LINK4.$number,IP:$LINK6$number"
    done
}
