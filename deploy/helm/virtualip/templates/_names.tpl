{{/* Labels that every object bears. */}}
{{- define "virtualip.labels" -}}
app.kubernetes.io/part-of: virtualip
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Labels of one of the programs. Call: (dict "root" $ "name" "virtualip-agent") */}}
{{- define "virtualip.programLabels" -}}
app.kubernetes.io/name: {{ .name }}
{{ include "virtualip.labels" .root }}
{{- end }}

{{/* An image. Call: (dict "root" $ "image" .Values.agent.image) */}}
{{- define "virtualip.image" -}}
{{- $values := .root.Values.image -}}
{{- with $values.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{- .image.repository -}}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ $values.tag | default .root.Chart.AppVersion }}{{ end -}}
{{- end }}

{{/* Environment of both programs. Call: (dict "root" $ "program" .Values.agent) */}}
{{- define "virtualip.environment" -}}
{{- with .program.javaOptions }}
# The only variable that goes before the options of the image.
- name: _JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .root.Values.apiServer }}
{{- if .host }}
- name: KUBERNETES_SERVICE_HOST
  value: {{ .host | quote }}
- name: KUBERNETES_SERVICE_PORT
  value: {{ .port | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Annotations by which a plain Prometheus finds a Pod. Call: (dict "root" $ "port" 9852) */}}
{{- define "virtualip.scrapeAnnotations" -}}
{{- if .root.Values.monitoring.scrapeAnnotations }}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .port | quote }}
prometheus.io/path: /metrics
{{- end }}
{{- end }}

{{/* What every Pod of the operator has: who it is, where it may run, and that it may do nothing on its node. */}}
{{- define "virtualip.operatorPod" -}}
serviceAccountName: virtualip-operator
priorityClassName: {{ .Values.operator.priorityClassName }}
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.operator.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.operator.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/* What the container in it may do: nothing. */}}
{{- define "virtualip.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
