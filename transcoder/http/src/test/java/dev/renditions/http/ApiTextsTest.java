package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.index.Counters;
import dev.renditions.index.Permissions;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Playlists, manifests and cues, which name other files of their rendition. */
final class ApiTextsTest extends ApiScene {
    private static final String HLS = "/v1/renditions/hls" + PATH;
    private static final String STREAM = "/v1/streams/hls" + PATH.replace("+", "%2B");
    private static final String STORYBOARD = "/v1/renditions/storyboard" + PATH;

    private void publishLadder() {
        publish(
                "hls",
                "master.m3u8",
                """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="URI=\\"x",URI="audio.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="audio"
                video.m3u8
                #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="video-iframes.m3u8"
                """,
                "manifest.mpd",
                "<MPD><BaseURL>video.mp4</BaseURL><BaseURL>audio.mp4</BaseURL></MPD>",
                "video.m3u8",
                """
                #EXTM3U
                #EXT-X-MAP:URI="video.mp4",BYTERANGE="8@0"
                #EXTINF:6.0,
                #EXT-X-BYTERANGE:9@8
                video.mp4
                #EXTINF:6.0,
                #EXT-X-BYTERANGE:9@17
                video.mp4
                #EXT-X-ENDLIST
                """,
                "video-iframes.m3u8",
                "#EXTM3U\nvideo.mp4\n",
                "audio.m3u8",
                "#EXTM3U\naudio.mp4\n",
                "video.mp4",
                "pictures",
                "audio.mp4",
                "sound");
    }

    @Test
    void everyReferenceOfALadderLeadsToItsFileWithoutARedirect() {
        publishLadder();
        assertLadder();
    }

    @Test
    void everyReferenceIsSignedWhereTheAccessPolicyRequiresIt() {
        askForSignatures();
        publishLadder();
        problem(get(HLS), 401);
        ApiResponse master = get(signer.signed(HLS, LinkTerms.of(Duration.ofMinutes(1))));
        assertThat(master.status()).isEqualTo(200);
        List<String> leaves = leaves(master);
        assertThat(leaves).hasSize(5);
        clock.move(Duration.ofMinutes(61));
        leaves.forEach(link -> problem(get(link), 401));
    }

    @Test
    void followingALinkDoesNotRenewIt() {
        askForSignatures();
        publishLadder();
        String link = signer.signed(HLS, LinkTerms.of(Duration.ofMinutes(1)));
        String signature = link.substring(link.indexOf('?') + 1);
        assertThat(text(get(link)).lines().filter(line -> line.contains(STREAM)))
                .hasSize(3)
                .allMatch(line -> line.contains(".m3u8?" + signature));
        String file = json(get(link, "accept", "application/json")).path("url").asText();
        assertThat(file).isEqualTo(STREAM + "/master.m3u8?" + signature);
        assertThat(get(file).status()).isEqualTo(200);
        problem(get(STREAM + "x/master.m3u8?" + signature), 401);
        clock.move(Duration.ofSeconds(61));
        problem(get(file), 401);
    }

    @Test
    void streamPathsEndInTheNameThatPlayersNeed() {
        publishLadder();
        for (String method : List.of("GET", "HEAD")) {
            assertThat(send(method, STREAM + "/master.m3u8").headers())
                    .containsEntry("Content-Type", "application/vnd.apple.mpegurl");
            assertThat(send(method, STREAM + "/manifest.mpd").headers())
                    .containsEntry("Content-Type", "application/dash+xml");
            assertThat(send(method, HLS).headers()).containsEntry("Content-Type", "application/vnd.apple.mpegurl");
        }
        assertThat(text(get(STREAM + "/master.m3u8"))).isEqualTo(text(get(HLS)));
        problem(get(STREAM), 404);
        problem(get(STREAM + "/"), 404);
        problem(get("/v1/streams/hls/bucket/master.m3u8"), 404);
    }

    private void assertLadder() {
        ApiResponse master = get(HLS);
        assertThat(master.status()).isEqualTo(200);
        assertThat(master.headers()).containsEntry("Content-Type", "application/vnd.apple.mpegurl");
        assertThat(leaves(master)).hasSize(5);
    }

    /** All media links that are reachable from a playlist, each of which works. */
    private List<String> leaves(ApiResponse playlist) {
        List<String> leaves = new ArrayList<>();
        Matcher links = Pattern.compile("(?m),URI=\"([^\"]+)\"|:URI=\"([^\"]+)\"|^([^#\\n].*)$")
                .matcher(text(playlist));
        while (links.find()) {
            String link = Optional.ofNullable(links.group(1))
                    .or(() -> Optional.ofNullable(links.group(2)))
                    .orElseGet(() -> links.group(3));
            ApiResponse answer = get(link);
            assertThat(answer.status()).as(link).isEqualTo(200);
            if (answer.body() instanceof ApiResponse.FilePart) {
                leaves.add(link);
            } else {
                leaves.addAll(leaves(answer));
            }
        }
        return leaves;
    }

    @Test
    void servesTheDashManifestByTypeOrName() {
        publishLadder();
        for (ApiResponse answer :
                List.of(get(HLS, "accept", "application/dash+xml"), get(HLS + "?file=manifest.mpd"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("Content-Type", "application/dash+xml");
            Matcher links = Pattern.compile("<BaseURL>([^<]+)</BaseURL>").matcher(text(answer));
            assertThat(links.results().map(found -> get(found.group(1)).status()))
                    .containsExactly(200, 200);
        }
    }

    @Test
    void jsonOfALadderLinksToPlaylistsHereAndToFilesInTheStore() {
        publishLadder();
        JsonNode body = json(get(HLS, "accept", "application/json"));
        assertThat(body.path("url").asText()).isEqualTo(STREAM + "/master.m3u8");
        assertThat(body.path("files"))
                .hasSize(7)
                .allSatisfy(file ->
                        assertThat(get(file.path("url").asText()).status()).isEqualTo(200));
    }

    @Test
    void redirectsToFilesOfALadderWithoutReferences() {
        publishLadder();
        ApiResponse answer = get(HLS + "?file=video.mp4");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(get(answer.headers().get("Location")).body().length()).isEqualTo(8);
    }

    @Test
    void cuesOfAStoryboardLinkToItsSheet() {
        publish(
                "storyboard",
                "storyboard.vtt",
                "WEBVTT\n\n00:00.000 --> 00:02.000\nstoryboard.jpg#xywh=0,0,160,90\n",
                "storyboard.jpg",
                "a sheet");
        ApiResponse answer = get(STORYBOARD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/vtt; charset=utf-8");
        Matcher link = Pattern.compile("(?m)^(\\S+)#xywh=0,0,160,90$").matcher(text(answer));
        assertThat(link.find()).isTrue();
        assertThat(get(link.group(1)).body().length()).isEqualTo(7);
    }

    @Test
    void redirectsToTextFilesOfOtherProfiles() {
        publish("captions", "captions.vtt", "WEBVTT\n");
        assertThat(get("/v1/renditions/captions" + PATH).status()).isEqualTo(302);
    }

    @Test
    void doesNotReadATextThatTheClientHas() {
        publishLadder();
        String tag = get(HLS).headers().get("ETag");
        assertThat(get(HLS, "if-none-match", tag).status()).isEqualTo(304);
        assertThat(get(HLS + "?file=video.m3u8", "if-none-match", tag).status())
                .as("another text")
                .isEqualTo(200);
    }

    @Test
    void referenceToAMissingFileIsAnInternalError() {
        publish("hls", "master.m3u8", "#EXTM3U\ngone.m3u8\n");
        problem(get(HLS), 503);
    }

    private void askForSignatures() {
        signer = LinkSigner.with(keys, clock);
        gate = RequestAccessPolicy.of(
                Optional.of(keys),
                Optional.empty(),
                new RetryLimit(UnavailableIndex.unavailable(Counters.class), clock),
                AllowedSources.parse("s3://" + BUCKET),
                new GuardedSources(
                        AllowedSources.none(),
                        (proof, source) -> false,
                        UnavailableIndex.unavailable(Permissions.class)),
                clock);
    }
}
