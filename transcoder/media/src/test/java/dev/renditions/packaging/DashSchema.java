package dev.renditions.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/** The part of the DASH manifest schema that packages use. */
public final class DashSchema {
    private static final Schema SCHEMA = schema();

    private DashSchema() {}

    /**
     * Validates a manifest.
     *
     * @throws SAXException with the first violation
     */
    public static void validate(Path manifest) throws SAXException {
        try {
            Validator validator = SCHEMA.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.validate(new StreamSource(manifest.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newDefaultInstance()
                    .newSchema(Objects.requireNonNull(DashSchema.class.getResource("mpd.xsd")));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
