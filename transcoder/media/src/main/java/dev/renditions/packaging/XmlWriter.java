package dev.renditions.packaging;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document to memory, one element per line. Use one instance per document. Not thread-safe. */
final class XmlWriter {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;
    private int depth;

    private XmlWriter() throws XMLStreamException {
        // The implementation of the JDK, independent of the class path.
        this.writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /**
     * The attributes of an element. Immutable.
     *
     * @param values values by name, in the order of writing
     */
    record Attributes(Map<String, String> values) {
        /** One attribute. */
        static Attributes of(String name, Object value) {
            return new Attributes(Map.of()).and(name, value);
        }

        /** A copy with one more attribute. */
        Attributes and(String name, Object value) {
            Map<String, String> more = new LinkedHashMap<>(values);
            more.put(name, value.toString());
            return new Attributes(more);
        }
    }

    /** The content of a document or element. */
    @FunctionalInterface
    interface Content {

        void write(XmlWriter xml) throws XMLStreamException;
    }

    /** Returns a document as text. */
    static String of(Content content) {
        try {
            XmlWriter xml = new XmlWriter();
            xml.writer.writeStartDocument("UTF-8", "1.0");
            content.write(xml);
            xml.writer.writeCharacters("\n");
            xml.writer.writeEndDocument();
            xml.writer.close();
            return xml.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory failed", e);
        }
    }

    /** Writes an element with child elements. */
    void element(String name, Attributes attributes, Content content) throws XMLStreamException {
        line();
        writer.writeStartElement(name);
        attributes(attributes);
        depth++;
        content.write(this);
        depth--;
        line();
        writer.writeEndElement();
    }

    /** Writes an empty element. */
    void empty(String name, Attributes attributes) throws XMLStreamException {
        line();
        writer.writeEmptyElement(name);
        attributes(attributes);
    }

    /** Writes an element with text. */
    void text(String name, String content) throws XMLStreamException {
        line();
        writer.writeStartElement(name);
        writer.writeCharacters(content);
        writer.writeEndElement();
    }

    private void attributes(Attributes attributes) throws XMLStreamException {
        for (Map.Entry<String, String> attribute : attributes.values().entrySet()) {
            writer.writeAttribute(attribute.getKey(), attribute.getValue());
        }
    }

    private void line() throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(depth));
    }
}
