package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceTagsTest {
    @Test
    void onlyChosenTagsAreTakenIgnoringCase() throws IOException {
        assertThat(chosen("{'format': {'tags': {'TITLE': 'a', 'comment': 'b'}}}"))
                .containsExactly(Map.entry("title", "a"));
    }

    @Test
    void tagsOfTheFileOverrideThoseOfItsStreams() throws IOException {
        assertThat(chosen("{'streams': [{'tags': {'title': 'stream', 'artist': 'x'}}, {'tags': {'artist': 'y'}}],"
                        + " 'format': {'tags': {'title': 'file'}}}"))
                .containsExactly(Map.entry("artist", "x"), Map.entry("title", "file"));
    }

    @Test
    void valuesAreOneShortLineWithoutControlCharacters() throws IOException {
        assertThat(chosen("{'format': {'tags': {'title': ' a\\nb\\tc\\u0000\\u202ed\\u2028 ', 'artist': '\\n '}}}"))
                .containsExactly(Map.entry("title", "a b c d"));
        String smile = "\ud83d\ude00";
        assertThat(chosen("{'format': {'tags': {'title': '" + smile.repeat(600) + "'}}}"))
                .containsExactly(Map.entry("title", smile.repeat(500)));
    }

    @Test
    void specialCharactersAreEscaped() {
        Map<String, String> tags = new TreeMap<>(Map.of("title", "a=b;c#d\\e", "artist", "[CHAPTER]"));
        assertThat(SourceTags.text(tags)).isEqualTo(";FFMETADATA1\nartist=[CHAPTER]\ntitle=a\\=b\\;c\\#d\\\\e\n");
    }

    private static Map<String, String> chosen(String json) throws IOException {
        return SourceTags.chosen(new ObjectMapper().readTree(json.replace('\'', '"')), List.of("artist", "title"));
    }
}
