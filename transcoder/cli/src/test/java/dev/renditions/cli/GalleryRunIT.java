package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The files that {@code run --gallery} writes. {@code GalleryIT} tests that the gallery plays. */
@Timeout(120)
final class GalleryRunIT {
    private static final String STILL = Checkout.path("samples", "still.jpg").toString();

    @TempDir
    private Path folder;

    @Test
    void filesOfALocalStoreAreCopied() throws IOException {
        assertGallery(new Cli(folder));
        Path poster = poster();
        assertThat(TestServer.filesIn(folder.resolve("store")))
                .anySatisfy(file -> assertThat(poster).hasSameBinaryContentAs(file));
    }

    @Test
    void filesOfAStoreInS3AreDownloaded() throws IOException {
        S3Endpoint endpoint = S3Emulator.shared();
        try (S3Client s3 = endpoint.client();
                AwsProperties ignored = AwsProperties.of(endpoint)) {
            String bucket = endpoint.newBucket(s3);
            assertGallery(new Cli(folder)
                    .with(Setting.STORE, "s3://" + bucket + "/out")
                    .with(Setting.S3_PATH_STYLE, "true"));
            assertThat(Files.size(poster())).isPositive();
            assertThat(Files.readString(gallery().resolve("data.js")))
                    .doesNotContain(endpoint.uri().toString());
        }
    }

    @Test
    void unwritableFolderIsReported() throws IOException {
        Files.writeString(gallery(), "a file");
        Cli.Ran ran = new Cli(folder).run(arguments());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--gallery");
    }

    private void assertGallery(Cli cli) throws IOException {
        Cli.Ran ran = cli.run(arguments());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(List.of("index.html", "gallery.js", "view.js", "page.css", "hls.js"))
                .allSatisfy(file -> assertThat(gallery().resolve(file)).isNotEmptyFile());
        assertThat(Files.readString(gallery().resolve("data.js")))
                .contains("\"profile\":\"poster\"", "\"outcome\":\"encoded\"", "still.jpg");
    }

    private String[] arguments() {
        return new String[] {
            "run", STILL, "--profiles", "poster", "--gallery", gallery().toString()
        };
    }

    private Path gallery() {
        return folder.resolve("gallery");
    }

    private Path poster() {
        return TestServer.filesIn(gallery().resolve("media")).get(0);
    }
}
