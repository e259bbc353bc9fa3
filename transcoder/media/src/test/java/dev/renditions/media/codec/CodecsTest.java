package dev.renditions.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.captions.TextCodec;
import dev.renditions.captions.TextFormat;
import dev.renditions.testing.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Codecs have the same name, that of ffmpeg, in profiles, fingerprints and probes. */
class CodecsTest {
    @ParameterizedTest
    @EnumSource
    void videoCodecIsFoundByItsName(VideoCodec codec) throws JsonProcessingException {
        assertThat(VideoCodec.of(codec.toString())).contains(codec);
        assertThat(new ObjectMapper().writeValueAsString(codec)).isEqualTo('"' + codec.toString() + '"');
    }

    @ParameterizedTest
    @CsvSource({"AAC, aac, audio/mp4, m4a", "MP3, mp3, audio/mpeg, mp3", "OPUS, opus, audio/ogg, opus"})
    void audioCodecHasItsFile(AudioCodec codec, String name, String mediaType, String extension)
            throws JsonProcessingException {
        assertThat(AudioCodec.of(name)).contains(codec);
        assertThat(codec.mediaType()).isEqualTo(mediaType);
        assertThat(codec.extension()).isEqualTo(extension);
        assertThat(new ObjectMapper().writeValueAsString(codec)).isEqualTo('"' + name + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "mov_text, SUBRIP",
        "subrip, SUBRIP",
        "text, SUBRIP",
        "ass, ASS",
        "ssa, ASS",
        "webvtt, WEBVTT",
    })
    void textCodecHasItsFormat(String name, TextFormat format) {
        assertThat(TextCodec.of(name)).map(TextCodec::format).contains(format);
    }

    @Test
    void otherCodecsAreUnknown() {
        assertThat(VideoCodec.of("prores")).isEmpty();
        assertThat(AudioCodec.of("flac")).isEmpty();
        assertThat(TextCodec.of("dvb_subtitle")).isEmpty();
    }

    @Test
    void streamsAreRecognized() {
        assertThat(VideoCodec.H264.is(Media.video(64, 36))).isTrue();
        assertThat(VideoCodec.HEVC.is(Media.video(64, 36))).isFalse();
        assertThat(AudioCodec.AAC.is(Media.audio(1, 2))).isTrue();
        assertThat(AudioCodec.OPUS.is(Media.audio(1, 2))).isFalse();
    }
}
