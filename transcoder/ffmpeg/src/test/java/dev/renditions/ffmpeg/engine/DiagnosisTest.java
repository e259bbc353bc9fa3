package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
    private static final Path SOURCE = Path.of("/secret/job/source");
    private static final Path OUTPUT = Path.of("/secret/out/video.mp4");

    static Stream<Arguments> encodes() {
        return Stream.of(
                Arguments.of(
                        "[png @ 0x56] [IMGUTILS @ 0x7f] Picture size 14000x14000 exceeds specified max pixel count 67108864\n"
                                + "[vist#0:0/png @ 0x56] [dec:png @ 0x56] Decoding error: Invalid argument",
                        Kind.LIMIT,
                        "a frame has more than 67108864 pixels"),
                Arguments.of(
                        "[magicyuv @ 0x55] Codec (magicyuv) not on whitelist 'h264,hevc'\n[h264 @ 0x5] left block unavailable",
                        Kind.DAMAGED,
                        "the source can't be decoded completely (left block unavailable)"),
                Arguments.of(
                        "[magicyuv @ 0x55] Codec (magicyuv) not on whitelist 'h264,hevc'\n"
                                + "[Parsed_zscale_1 @ 0x5] code 3074: no path between colorspaces\n"
                                + "[vf#0:0 @ 0x6] Error while filtering: Generic error in an external library",
                        Kind.ENGINE,
                        "a filter or an encoder failed; the source is not the cause (code 3074: no path"),
                Arguments.of(
                        "[vist#0:0/webp @ 0x5] Decode error rate 1 exceeds maximum 0.666667\n"
                                + "[vf#0:0 @ 0x6] Cannot determine format of input 0:0 after EOF",
                        Kind.DAMAGED,
                        "Decode error rate 1"),
                Arguments.of("[in#0 @ 0x5] Format not on whitelist 'mov'", Kind.UNSUPPORTED, "not supported"),
                Arguments.of("[AVFilterGraph @ 0x5] No such filter: 'zscale'", Kind.ENGINE, "this build of ffmpeg"),
                Arguments.of(
                        "renditions: landlock rule refused, or its path not found",
                        Kind.ENGINE,
                        "the sandbox could not be created"),
                Arguments.of(
                        "renditions: program not found, or refused", Kind.ENGINE, "the sandbox could not be created"),
                Arguments.of("av_interleaved_write_frame(): No space left on device", Kind.ENGINE, "the disk is full"),
                Arguments.of(
                        "[vf#0:0 @ 0x5] pthread_create() failed: Resource temporarily unavailable",
                        Kind.ENGINE,
                        "no thread can be started"),
                Arguments.of(
                        "[dec:h264 @ 0x5] pthread_create() failed: Cannot allocate memory",
                        Kind.ENGINE,
                        "no thread can be started"),
                Arguments.of(
                        "Error while opening decoder: Resource temporarily unavailable",
                        Kind.ENGINE,
                        "no thread can be started"),
                Arguments.of(
                        "[vost#0:0 @ 0x5] Error while opening encoder\n[vf#0:0 @ 0x6] Task finished: Cannot allocate memory",
                        Kind.ENGINE,
                        "the encoder does not start"),
                Arguments.of("[h264 @ 0x5] Cannot allocate memory", Kind.MACHINE, "it needs more memory"),
                Arguments.of(
                        "[in#0/mov @ 0x5] corrupt input packet in stream 1",
                        Kind.DAMAGED,
                        "can't be decoded completely"));
    }

    @ParameterizedTest
    @MethodSource("encodes")
    void errorOfAnEncodeHasItsKind(String stderr, Kind kind, String sentence) {
        MediaException found = Diagnosis.ofEncode(new ConfinedProcess.Ended(1, stderr), SOURCE, OUTPUT);

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64"})
    void eachMessageOfTheLauncherIsAFailureOfTheMachine(String machine) throws IOException {
        String source = Files.readString(Path.of("src", "main", "assembly", "launcher-" + machine + ".s"));
        List<String> messages = Pattern.compile("\\smessage \"([^\"]+)\"")
                .matcher(source)
                .results()
                .map(found -> "renditions: " + found.group(1) + "\n")
                .toList();
        assertThat(messages).hasSize(5).allSatisfy(message -> {
            assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(125, message), SOURCE, OUTPUT))
                    .hasMessageContaining("the sandbox could not be created");
        });
    }

    /** Otherwise the failure is never remembered, and the source is retried without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "renditions: a title of the source",
                "[mov @ 0x5] title:\nrenditions: landlock refused",
                "[mov @ 0x5] title:\nbwrap: a title of the source"
            })
    void textOfASourceIsNotAFailureOfTheMachine(String stderr) {
        assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(1, stderr), SOURCE, OUTPUT)
                        .kind())
                .isEqualTo(Kind.DAMAGED);
    }

    @Test
    void unsupportedCodecIsNamed() {
        MediaException found = Diagnosis.ofProbe(
                new ConfinedProcess.Ended(1, "[magicyuv @ 0x55] Codec (magicyuv) not on whitelist 'h264,hevc'"),
                SOURCE);

        assertThat(found.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(found).hasMessageContaining("the codec 'magicyuv' is not supported");
    }

    @Test
    void unrecognizedFileIsUnsupported() {
        MediaException found = Diagnosis.ofProbe(
                new ConfinedProcess.Ended(1, "file:/secret/job/source: Invalid data found when processing input"),
                SOURCE);

        assertThat(found.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(found)
                .hasMessage("this is not a supported media file (the file: Invalid data found when processing input)");
    }

    @Test
    void brokenFileOfAKnownFormatIsDamaged() {
        String stderr = "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55b] moov atom not found\n"
                + "file:/secret/job/source: Invalid data found when processing input";

        MediaException found = Diagnosis.ofProbe(new ConfinedProcess.Ended(1, stderr), SOURCE);

        assertThat(found.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(found).hasMessage("the file is damaged (moov atom not found)");
    }

    @Test
    void killedProgramIsATransientFailure() {
        assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(137, ""), SOURCE, OUTPUT)
                        .isTransient())
                .isTrue();
    }

    @Test
    void crashIsAPermanentFailure() {
        MediaException found = Diagnosis.ofEncode(new ConfinedProcess.Ended(139, ""), SOURCE, OUTPUT);

        assertThat(found.isTransient()).isFalse();
        assertThat(found).hasMessageEndingWith("(exit code 139)");
    }

    @ParameterizedTest
    @ValueSource(ints = {123, 129, 130, 134, 137, 139, 143, 152, 153, 255})
    void signalIsNotAFailureOfTheSource(int exitCode) {
        String stderr = "[dec:h264 @ 0x5] corrupt decoded frame\nReceived > 3 system signals, hard exiting";
        ConfinedProcess.Ended ended = new ConfinedProcess.Ended(exitCode, stderr);

        assertThat(Diagnosis.ofEncode(ended, SOURCE, OUTPUT).kind()).isIn(Kind.ENGINE, Kind.MACHINE);
        assertThat(Diagnosis.ofProbe(ended, SOURCE).kind()).isIn(Kind.ENGINE, Kind.MACHINE);
        assertThat(Diagnosis.ofScan(ended, SOURCE)).isPresent();
    }

    @Test
    void decoderErrorWithTheExitCodeOfASignalIsDamage() {
        String stderr = "[dec:h264 @ 0x5] Error submitting packet to decoder: Operation not permitted";

        assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(255, stderr), SOURCE, OUTPUT)
                        .kind())
                .isEqualTo(Kind.DAMAGED);
    }

    @Test
    void successOnAPartOfTheSourceIsDamage() {
        ConfinedProcess.Ended cut =
                new ConfinedProcess.Ended(0, "[in#0/mov @ 0x5] stream 0, offset 0xa842b: partial file");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> Diagnosis.checkSuccess(cut, input(false), OUTPUT))
                .matches(e -> e.kind() == Kind.DAMAGED);
        Diagnosis.checkSuccess(cut, input(true), OUTPUT);
        Diagnosis.checkSuccess(new ConfinedProcess.Ended(0, ""), input(false), OUTPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[mjpeg @ 0x55] overread 8",
                "[gif @ 0x55] LZW decode failed",
                "[tiff @ 0x55] Decoded only 368 bytes of 960",
                "[tiff @ 0x55] Uncompressing failed (113715 of 230400) with error -3",
                "[tiff @ 0x55] Copy went out of bounds",
                "[bmp @ 0x55] not enough data (2211818 < 3686400)",
            })
    void successWithAnIncompleteImageIsDamage(String stderr) {
        ConfinedProcess.Ended ended = new ConfinedProcess.Ended(0, stderr);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> Diagnosis.checkPicture(ended, input(false), OUTPUT))
                .matches(e -> e.kind() == Kind.DAMAGED);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> Diagnosis.checkSuccess(ended, input(false), OUTPUT));
        Diagnosis.checkPicture(ended, input(true), OUTPUT);
    }

    @Test
    void imageOfATruncatedVideoIsAccepted() {
        ConfinedProcess.Ended ended =
                new ConfinedProcess.Ended(0, "[in#0/mov @ 0x5] stream 0, offset 0xa842b: partial file");

        assertThatCode(() -> Diagnosis.checkPicture(ended, input(false), OUTPUT))
                .doesNotThrowAnyException();
    }

    @Test
    void mostSpecificLineIsQuoted() {
        String stderr = """
                [in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] Task finished with error code: -1094995529 (Invalid data found)
                [in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] [error] corrupt input packet in stream 1
                    Last message repeated 3 times
                [vist#0:0/h264 @ 0x55] [dec:h264 @ 0x56] Decoding error: Invalid data found when processing input""";

        assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(183, stderr), SOURCE, OUTPUT))
                .hasMessage("the source can't be decoded completely (corrupt input packet in stream 1)");
    }

    @Test
    void consequenceIsQuotedWithoutACause() {
        String stderr = "[in#0/mov @ 0x55] Task finished with error code: -1094995529 (Invalid data found)";

        assertThat(Diagnosis.ofEncode(new ConfinedProcess.Ended(183, stderr), SOURCE, OUTPUT))
                .hasMessage(
                        "the source can't be decoded completely (Task finished with error code: (Invalid data found))");
    }

    @Test
    void messageIsShortAndContainsNoPath() {
        String stderr = "[out#0 @ 0x5] Error opening output /secret/out/video.mp4 " + "x".repeat(5000);

        MediaException found = Diagnosis.ofEncode(new ConfinedProcess.Ended(1, stderr), SOURCE, OUTPUT);

        assertThat(found.getMessage())
                .doesNotContain("secret")
                .doesNotContain("0x5")
                .hasSizeLessThan(230);
    }

    private static Input input(boolean tolerant) {
        return new Input(SOURCE, new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0), tolerant);
    }
}
