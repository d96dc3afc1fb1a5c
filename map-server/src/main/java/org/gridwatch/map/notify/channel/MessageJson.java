package org.gridwatch.map.notify.channel;

import tools.jackson.databind.node.ObjectNode;

/** A message as JSON, for machines: webhook, MQTT and our own page's service worker. Pure. */
final class MessageJson {
  private MessageJson() {}

  static String of(Parcel parcel, Text text) {
    var json = Json.object();
    json.put("key", parcel.key());
    json.put("severity", parcel.severity().label());
    json.put("title", text.title());
    var lines = json.putArray("lines");
    for (var line : text.lines()) {
      lines.addObject().put("label", line.label()).put("value", line.value());
    }
    json.put("closing", text.closing());
    if (text.link() != null) {
      json.put("link", text.link().toASCIIString());
    }
    return json.toString();
  }

  /** What a notification shows. */
  static String push(Parcel parcel, Text text) {
    ObjectNode json = Json.object();
    json.put("key", parcel.key());
    json.put("severity", parcel.severity().label());
    json.put("title", text.title());
    var body = new StringBuilder();
    for (var line : text.lines()) {
      body.append(body.isEmpty() ? "" : "\n")
          .append(line.label())
          .append(line.label().isEmpty() ? "" : ": ")
          .append(line.value());
    }
    if (!text.closing().isEmpty()) {
      body.append(body.isEmpty() ? "" : "\n").append(text.closing());
    }
    json.put("body", body.toString());
    if (text.link() != null) {
      json.put("link", text.link().toASCIIString());
    }
    return json.toString();
  }
}
