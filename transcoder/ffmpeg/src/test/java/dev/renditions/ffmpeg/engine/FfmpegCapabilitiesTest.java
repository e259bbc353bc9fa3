package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.KindEncoders;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.encoder.VideoAssembly;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileCatalog;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FfmpegCapabilitiesTest {
    @Test
    void filtersAreReadFromBothFormats() {
        assertThat(FfmpegCapabilities.filters("""
                        Filters:
                          T.. = Timeline support
                          | = Source or sink filter
                          ------
                         TS overlay           VV->V      Overlay a video source on top of the input.
                         .. ebur128           A->N       EBU R128 scanner.
                         ... showwavespic      A->V       Convert input audio to a video output single picture.
                         .S. zscale            V->V       Apply resizing.
                        """))
                .containsExactlyInAnyOrder("overlay", "ebur128", "showwavespic", "zscale");
    }

    @Test
    void missingEncodersAreNamedWithTheProfileThatNeedsThem() {
        FfmpegCapabilities few = new FfmpegCapabilities(Set.of("libx264", "aac"));
        assertThat(few.missing(KindEncoders.needs(profile("mp4-720p")), "mp4-720p"))
                .isEmpty();
        assertThat(few.missing(KindEncoders.needs(profile("av1-720p")), "av1-720p")
                        .orElseThrow())
                .startsWith(
                        "this ffmpeg was built without libopus, libsvtav1, which av1-720p needs; set RENDITIONS_FFMPEG");
    }

    @Test
    void conversionsOfASourceNeedFilters() {
        var rung = Plans.rung(0, new Size(320, 180), Optional.empty(), 50);
        assertThat(new VideoAssembly(Plans.video(rung, Optional.empty(), Optional.empty())).needs())
                .isEmpty();
        assertThat(new VideoAssembly(Plans.video(
                                Plans.deinterlaced(Plans.toneMapped(rung)), Optional.empty(), Optional.empty()))
                        .needs())
                .containsExactly("bwdif", "sidedata", "tonemap", "zscale");
    }

    @Test
    void bundledProgramHasAllThatBuiltInProfilesNeed() {
        Set<String> needs = new HashSet<>(Set.of("bwdif", "zscale", "tonemap", "overlay", "colorchannelmixer"));
        ProfileCatalog.builtIn().all().forEach(profile -> needs.addAll(KindEncoders.needs(profile)));
        FfmpegCapabilities bundled = Engine.start(TestMedia.SETTINGS).capabilities();
        assertThat(bundled.names()).containsAll(needs);
    }

    private static Profile profile(String name) {
        return ProfileCatalog.builtIn().find(name).orElseThrow();
    }
}
