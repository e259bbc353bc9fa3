package dev.renditions.ffmpeg;

import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.octets;
import static dev.renditions.testing.Boxes.shorts;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.CodedPicture;
import dev.renditions.testing.HeifWriter;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No rendition of a photo contains its camera, its location or its owner. */
@Timeout(120)
class PhotoPrivacyIT {
    private static final Size SIZE = new Size(320, 180);
    private static final String CAMERA = "CanaryCameraMake";
    private static final String OWNER = "CanaryOwnerName";

    /** 48 degrees, 51 minutes and 30 seconds, as three fractions. */
    private static final byte[] PLACE = ints(48, 1, 51, 1, 3000, 100);

    private static final String XMP = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF"
            + " xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description"
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" dc:creator=\"" + OWNER + "\"/></rdf:RDF></x:xmpmeta>";

    @TempDir
    private Path folder;

    @Test
    void renditionsOfAJpegHaveNoMetadata() throws IOException {
        Path plain = TestMedia.make(
                folder.resolve("plain"), Quadrants.source(SIZE) + " -frames:v 1 -update 1 -c:v mjpeg -f image2");
        byte[] jpeg = Files.readAllBytes(plain);
        byte[] photo = join(
                Arrays.copyOf(jpeg, 2),
                segment(join(text("Exif\0\0"), exif())),
                segment(text("http://ns.adobe.com/xap/1.0/\0" + XMP)),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));

        assertNoMetadataIsLeft(Files.write(folder.resolve("photo"), photo));
    }

    @Test
    void renditionsOfAHeicHaveNoMetadata() throws IOException {
        HeifWriter heif = HeifWriter.heic();
        int picture = heif.picture(CodedPicture.hevc(folder, SIZE, Quadrants.source(SIZE)));
        heif.property(picture, HeifWriter.irot(3));
        int exif = heif.item("Exif", join(ints(0), exif()));
        int xmp = heif.item("mime", text(XMP));
        heif.refer("cdsc", exif, List.of(picture)).refer("cdsc", xmp, List.of(picture));

        assertNoMetadataIsLeft(Files.write(folder.resolve("photo"), heif.bytes()));
    }

    /** The poster is rotated as the metadata says, and no rendition contains metadata. */
    private void assertNoMetadataIsLeft(Path photo) throws IOException {
        assertThat(leaks(Files.readAllBytes(photo))).as("in the source").hasSize(4);
        try (RealService service = RealService.in(folder.resolve("service"), Duration.ofSeconds(60), 1)) {
            List<RenditionResult> results =
                    service.render(photo, ProfileCatalog.builtIn().all());

            Path poster = results.stream()
                    .filter(result -> result.profile().name().equals("poster"))
                    .map(result -> Path.of(result.location().orElseThrow().uri()))
                    .findFirst()
                    .orElseThrow();
            assertThat(Quadrants.corners(poster, SIZE.transposed(), folder)).isEqualTo("BRWG");
            assertThat(Rendering.TRANSCODER
                            .probe(poster)
                            .mainVideo()
                            .orElseThrow()
                            .displayed())
                    .isEqualTo(SIZE.transposed());
            try (Stream<Path> stored = Files.walk(service.storeFolder())) {
                for (Path file : stored.filter(Files::isRegularFile).toList()) {
                    assertThat(leaks(Files.readAllBytes(file)))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    /** The private metadata that a file contains. */
    private static List<String> leaks(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String place = new String(PLACE, StandardCharsets.ISO_8859_1);
        return Stream.of(CAMERA, OWNER, place, "MM\0*").filter(text::contains).toList();
    }

    private static byte[] segment(byte[] content) {
        return join(octets(0xFF, 0xE1), shorts(2 + content.length), content);
    }

    /** A TIFF of two directories: camera and orientation (6, a quarter turn clockwise), and the location. */
    private static byte[] exif() {
        int make = 8 + 2 + 3 * 12 + 4;
        int gps = make + CAMERA.length() + 2;
        int place = gps + 2 + 2 * 12 + 4;
        return join(
                text("MM\0*"),
                ints(8),
                shorts(3),
                entry(0x010F, 2, CAMERA.length() + 1, make),
                entry(0x0112, 3, 1, 6 << 16),
                entry(0x8825, 4, 1, gps),
                ints(0),
                text(CAMERA + "\0\0"),
                shorts(2),
                entry(1, 2, 2, 'N' << 24),
                entry(2, 5, 3, place),
                ints(0),
                PLACE);
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return join(shorts(tag, type), ints(count, value));
    }
}
