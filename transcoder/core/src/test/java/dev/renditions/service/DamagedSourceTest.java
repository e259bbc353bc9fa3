package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.SourceLimits;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Renditions of slightly damaged sources: 5 of 100 video frames. */
final class DamagedSourceTest extends ServiceScene {
    private static final Profile SOUND = CATALOG.find("audio-mp3").orElseThrow();
    private static final String WARNING = "the video is damaged: 5 of 100 frames";

    @Test
    void isolatedDamageIsPublishedWithWarnings() {
        RenditionResult made = render(service(index), source("a", "scratched"), MP4);

        assertThat(made.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made.warnings()).containsExactly(WARNING);
    }

    @Test
    void warningsAreInTheManifestAndInLaterAnswers() {
        render(service(index), source("a", "scratched"), MP4);

        assertThat(index.locations()
                        .find(new RenditionKey(contentOf("scratched"), MP4.id()))
                        .orElseThrow()
                        .warnings())
                .containsExactly(WARNING);
        assertThat(render(service(index), source("b", "scratched"), MP4).warnings())
                .containsExactly(WARNING);
        index.renditions().evict(new RenditionKey(contentOf("scratched"), MP4.id()));
        RenditionResult stored = render(service(index), source("b", "scratched"), MP4);
        assertThat(stored.outcome()).isEqualTo(Outcome.STORED);
        assertThat(stored.warnings()).containsExactly(WARNING);
    }

    @Test
    void damagedStreamDoesNotAffectTheOthers() {
        List<RenditionResult> made =
                service(index).render(source("a", "scratched"), List.of(MP4, SOUND, POSTER), RenditionListener.NONE);

        assertThat(made).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(made.get(1).warnings()).isEmpty();
        assertThat(transcoder.examinations()).as("examinations of the source").isEqualTo(1);
    }

    @Test
    void damageIsRememberedByTheIndex() {
        render(service(index), source("a", "scratched"), MP4);
        RenditionResult other = render(service(index), source("b", "scratched"), POSTER);

        assertThat(other.warnings()).containsExactly(WARNING);
        assertThat(transcoder.examinations()).isEqualTo(1);
    }

    @Test
    void tooMuchDamageIsRefusedOnce() {
        List<RenditionResult> made =
                service(index).render(source("a", "broken"), List.of(MP4, SOUND, POSTER), RenditionListener.NONE);

        assertThat(made).extracting(RenditionResult::outcome).containsOnly(Outcome.FAILED);
        assertThat(transcoder.encodes()).as("one attempt each").isEqualTo(3);
        assertThat(transcoder.examinations()).isEqualTo(1);
    }

    @Test
    void strictServiceRefusesAnyDamage() {
        RenditionResult refused = render(strict(), source("a", "scratched"), MP4);

        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.reason()).isEqualTo(WARNING + " (refused by RENDITIONS_STRICT)");
        assertThat(render(strict(), source("a", "scratched"), SOUND).reason())
                .as("an intact stream of a damaged source")
                .isEqualTo(refused.reason());
        assertThat(transcoder.encodes()).isZero();
        assertThat(render(strict(), source("b", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void strictProfileRefusesAnyDamage() {
        VideoProfile mp4 = (VideoProfile) MP4;
        VideoProfile strict = new VideoProfile(
                "strict", "", mp4.ttl(), mp4.video(), mp4.audio(), mp4.edits(), mp4.background(), true);
        RenditionResult refused = render(service(index), source("a", "scratched"), strict);
        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.reason()).isEqualTo(WARNING + " (refused by the profile)");

        assertThat(render(service(index), source("a", "scratched"), MP4).outcome())
                .isEqualTo(Outcome.ENCODED);
        render(service(index), source("b", "scratched"), strict);
        assertThat(transcoder.examinations())
                .as("both the refusal of the profile and the damage are remembered")
                .isEqualTo(1);
    }

    @Test
    void refusedDamageIsEncodedByAServiceThatAllowsIt() {
        render(strict(), source("a", "scratched"), MP4);

        assertThat(render(service(index), source("a", "scratched"), MP4).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void strictServiceRefusesWhatAnotherEncodedOfADamagedSource() {
        render(service(index), source("a", "scratched"), MP4);
        RenditionResult refused = render(strict(), source("a", "scratched"), MP4);
        assertThat(refused.reason()).isEqualTo(WARNING + " (refused by RENDITIONS_STRICT)");

        index.renditions().evict(new RenditionKey(contentOf("scratched"), MP4.id()));
        assertThat(render(strict(), source("a", "scratched"), MP4).reason()).contains("refused");
    }

    private RenditionService strict() {
        RequestLimits limits =
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED).with(SourceLimits.DEFAULT.withoutDamage());
        return service(index, Sleeper.SLEEP, limits);
    }
}
