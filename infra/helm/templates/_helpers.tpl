{{/* Of a role: a dict of root and role. */}}
{{- define "footnote.name" -}}
{{ printf "%s-%s" .root.Release.Name .role | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "footnote.selector" -}}
app.kubernetes.io/name: footnote
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- define "footnote.settings" -}}
{{- $root := .root }}
{{- with $root.Values }}
- { name: FOOTNOTE_HOST, value: "0.0.0.0" }
- { name: FOOTNOTE_HOSTS, value: {{ concat (list (include "footnote.name" $)) .hosts | join "," | quote }} }
- { name: FOOTNOTE_LIMITS_STOP_SECONDS, value: {{ .stopSeconds | quote }} }
{{- if .s3.endpoint }}
- { name: FOOTNOTE_S3_ENDPOINT, value: {{ .s3.endpoint | quote }} }
{{- end }}
{{- if .s3.region }}
- { name: FOOTNOTE_S3_REGION, value: {{ .s3.region | quote }} }
{{- end }}
{{- range $name, $value := .settings }}
{{- /* As quote writes it a number of seven digits is 1e+06. */}}
- { name: {{ $name }}, value: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }} }
{{- end }}
{{- end }}
{{- end }}

{{- define "footnote.bucketList" -}}
{{- $pairs := list }}
{{- range $name, $address := .Values.buckets }}{{ $pairs = append $pairs (printf "%s=%s" $name $address) }}{{ end }}
{{- join "," $pairs }}
{{- end }}
