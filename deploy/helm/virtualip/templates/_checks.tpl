{{/*
What no schema can say: refused before anything is installed. What asks the cluster is left out by "helm template",
which has none.
*/}}
{{- define "virtualip.checks" -}}
{{- include "virtualip.checkValues" . }}
{{- if lookup "v1" "Namespace" "" "kube-system" }}
{{- include "virtualip.checkCluster" . }}
{{- include "virtualip.checkArchitecture" . }}
{{- include "virtualip.checkOtherRelease" . }}
{{- include "virtualip.checkPodSecurity" . }}
{{- include "virtualip.checkQuota" . }}
{{- end }}
{{- end }}

{{- define "virtualip.checkValues" -}}
{{- if hasKey (.Values.agent.resources.limits | default dict) "cpu" }}
{{- fail "\n\nagent.resources.limits.cpu: remove it. A throttled agent advertises late, and late advertisements move addresses; agent.resources.requests.cpu is what it is sure to get." }}
{{- end }}
{{- if ne (empty .Values.apiServer.host) (empty .Values.apiServer.port) }}
{{- fail "\n\napiServer: give both host and port, or neither." }}
{{- end }}
{{- if and .Values.agent.metrics.enabled .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled }}
{{- fail "\n\nmonitoring: podMonitor and serviceMonitor are both enabled, and everything would be counted twice; choose one." }}
{{- end }}
{{- end }}

{{/* A second operator would write the same objects. */}}
{{- define "virtualip.checkOtherRelease" -}}
{{- $role := lookup "rbac.authorization.k8s.io/v1" "ClusterRole" "" "virtualip-agent" }}
{{- if $role }}
{{- $marks := $role.metadata.annotations | default dict }}
{{- $name := index $marks "meta.helm.sh/release-name" }}
{{- $namespace := index $marks "meta.helm.sh/release-namespace" }}
{{- if not $name }}
{{- fail "\n\nvirtualip is in this cluster already, installed by plain manifests. Remove it with the manifest it came by (kubectl delete -f install.yaml; VirtualIPs and their definitions stay), then install this chart." }}
{{- else if or (ne $name .Release.Name) (ne $namespace .Release.Namespace) }}
{{- fail (printf "\n\nvirtualip is in this cluster already, as release %s in namespace %s. There can be one: upgrade it (helm upgrade %s -n %s ...) or uninstall it first (VirtualIPs and their definitions stay)." $name $namespace $name $namespace) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "virtualip.checkCluster" -}}
{{- if and .Values.admissionPolicies.enabled (not (.Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy")) }}
{{- fail "\n\nthis cluster does not serve ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1), which holds each agent to its own node's object. Enable it, or set admissionPolicies.enabled=false and know that every agent's token may then write every VRRPRouter's status." }}
{{- end }}
{{- $monitors := or .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled .Values.monitoring.prometheusRule.enabled }}
{{- if and $monitors (not (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")) }}
{{- fail "\n\nmonitoring.podMonitor, serviceMonitor and prometheusRule need the Prometheus operator (monitoring.coreos.com/v1), which this cluster does not have. Install it, or disable them; monitoring.scrapeAnnotations=true works without." }}
{{- end }}
{{- if and .Values.openshift.enabled (not (.Capabilities.APIVersions.Has "security.openshift.io/v1/SecurityContextConstraints")) }}
{{- fail "\n\nopenshift.enabled=true, but this cluster has no SecurityContextConstraints (security.openshift.io/v1): it is not OpenShift. Leave openshift.enabled at false." }}
{{- end }}
{{- if eq .Values.crds.install "user" }}
{{- if not (.Capabilities.APIVersions.Has "virtualip.dev/v1alpha1/VirtualIP") }}
{{- fail "\n\ncrds.install=user, but the custom resource definitions are not there: kubectl apply --server-side -f deploy/manifests/crds.yaml" }}
{{- end }}
{{- end }}
{{- end }}

{{/* The Pods would be there, and each start would end with "exec format error". */}}
{{- define "virtualip.checkArchitecture" -}}
{{- $built := .Values.image.architectures | default list }}
{{- if $built }}
{{- range (lookup "v1" "Node" "" "").items }}
{{- $architecture := dig "nodeInfo" "architecture" "" (.status | default dict) }}
{{- if and $architecture (not (has $architecture $built)) }}
{{- fail (printf "\n\nnode %s is of architecture %s, and the images are for %s. Build them on such a machine too (mvn -B -P image package), give both one name in your registry, and say so with image.architectures." .metadata.name $architecture (join ", " $built)) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* The DaemonSet would be there, without a single Pod, and nothing but its Events would say why. */}}
{{- define "virtualip.checkPodSecurity" -}}
{{- $namespace := lookup "v1" "Namespace" "" .Release.Namespace }}
{{- if and $namespace .Values.agent.enabled }}
{{- $level := index ($namespace.metadata.labels | default dict) "pod-security.kubernetes.io/enforce" | default "privileged" }}
{{- if ne $level "privileged" }}
{{- fail (printf "\n\nnamespace %s enforces pod security %q, which refuses the agents: they use the host's network and NET_ADMIN. Allow it with:\n\n  kubectl label --overwrite namespace %s pod-security.kubernetes.io/enforce=privileged\n" .Release.Namespace $level .Release.Namespace) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "virtualip.checkQuota" -}}
{{- if .Values.agent.enabled }}
{{- $class := .Values.agent.priorityClassName }}
{{- range (lookup "v1" "ResourceQuota" .Release.Namespace "").items }}
{{- $quota := . }}
{{- range ((.spec.scopeSelector | default dict).matchExpressions) }}
{{- if and (eq .scopeName "PriorityClass") (or (eq .operator "Exists") (has $class (.values | default list))) }}
{{- if eq (toString (index ($quota.spec.hard | default dict) "pods")) "0" }}
{{- fail (printf "\n\nResourceQuota %s in namespace %s admits no Pod of priority class %s, so there would be no agents. Raise its spec.hard.pods to the number of nodes or more, or set agent.priorityClassName." $quota.metadata.name $.Release.Namespace $class) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
