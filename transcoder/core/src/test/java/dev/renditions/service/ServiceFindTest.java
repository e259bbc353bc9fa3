package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.testing.CountingSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Finding a rendition without reading its source. */
final class ServiceFindTest extends ServiceScene {
    @Test
    void sourceWithoutAVersionIsNotFound() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        assertThat(service.find(source("a", "film"), MP4)).isEmpty();
    }

    @Test
    void renditionIsFoundByTheVersionOfItsSource() {
        RenditionService service = service(index);
        Source film = versioned(source("a", "film"));
        assertThat(service.find(film, MP4)).as("never read").isEmpty();
        render(service, film, MP4);
        Source unread = versioned(source("unread", "another film"));
        RenditionResult found = service.find(unread, MP4).orElseThrow();
        assertThat(found.outcome()).isEqualTo(Outcome.HIT);
        assertThat(found.content()).contains(contentOf("film"));
        assertThat(service.find(unread, POSTER)).as("never encoded").isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void failureIsFoundWithItsReason() {
        RenditionService service = service(index);
        Source broken = versioned(source("a", "broken film"));
        render(service, broken, MP4);
        RenditionResult found = service.find(broken, MP4).orElseThrow();
        assertThat(found.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(found.reason()).contains("the data are damaged");
    }

    private static Source versioned(Source bytes) {
        return new CountingSource(bytes, "v1", Optional.empty());
    }
}
