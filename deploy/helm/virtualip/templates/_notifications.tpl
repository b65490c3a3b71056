{{/*
The destinations of notifications as the operator's file has them, in JSON: references to Secrets become files below the
destination's name. YAML 1.1 reads the key "on" as true.
*/}}
{{- define "virtualip.notifications" -}}
{{- $all := list -}}
{{- range . -}}
{{- $name := .name -}}
{{- $one := dict "name" $name -}}
{{- with (.on | default (index . "true")) -}}
{{- $_ := set $one "on" . -}}
{{- end -}}
{{- with .mail -}}
{{- $mail := omit . "passwordSecretRef" "caSecretRef" -}}
{{- if .passwordSecretRef -}}{{- $_ := set $mail "passwordFile" (printf "%s/password" $name) -}}{{- end -}}
{{- if .caSecretRef -}}{{- $_ := set $mail "caFile" (printf "%s/ca.crt" $name) -}}{{- end -}}
{{- $_ := set $one "mail" $mail -}}
{{- end -}}
{{- with .webhook -}}
{{- $webhook := omit . "signingKeySecretRef" "caSecretRef" -}}
{{- if .signingKeySecretRef -}}{{- $_ := set $webhook "signingKeyFile" (printf "%s/signing-key" $name) -}}{{- end -}}
{{- if .caSecretRef -}}{{- $_ := set $webhook "caFile" (printf "%s/ca.crt" $name) -}}{{- end -}}
{{- $_ := set $one "webhook" $webhook -}}
{{- end -}}
{{- $all = append $all $one -}}
{{- end -}}
{{- toJson $all -}}
{{- end }}

{{/* The Secrets that destinations of notifications refer to, as sources of a projected volume. */}}
{{- define "virtualip.notificationSecrets" -}}
{{- range . -}}
{{- $name := .name -}}
{{- range $sender := list .mail .webhook -}}
{{- if $sender -}}
{{- range $field, $file := dict "passwordSecretRef" "password" "signingKeySecretRef" "signing-key" "caSecretRef" "ca.crt" -}}
{{- with index $sender $field }}
- secret:
    name: {{ .name }}
    items:
      - {key: {{ .key | quote }}, path: {{ printf "%s/%s" $name $file | quote }}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
