package org.gridwatch.map.alert;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML of one namespace; what people wrote cannot break it. */
final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  private interface Step {
    void run() throws XMLStreamException;
  }

  Xml(String root, String namespace) {
    try {
      out = FACTORY.createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    run(
        () -> {
          out.writeStartDocument("UTF-8", "1.0");
          out.writeStartElement(root);
          out.writeDefaultNamespace(namespace);
        });
  }

  Xml open(String name) {
    run(() -> out.writeStartElement(name));
    return this;
  }

  Xml close() {
    run(out::writeEndElement);
    return this;
  }

  Xml put(String name, String value) {
    run(
        () -> {
          out.writeStartElement(name);
          out.writeCharacters(Wanted.printable(value));
          out.writeEndElement();
        });
    return this;
  }

  /** Leaves it out when there is nothing to say. */
  Xml maybe(String name, String value) {
    return value.isBlank() ? this : put(name, value);
  }

  /** An empty element with attributes, name and value by turns. */
  Xml link(String name, String... attributes) {
    run(
        () -> {
          out.writeEmptyElement(name);
          for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], Wanted.printable(attributes[i + 1]));
          }
        });
    return this;
  }

  String end() {
    run(out::writeEndDocument);
    return text.toString();
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
