package dev.renditions.packaging.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One changed text for each rule about several audio tracks and codecs, as in {@link EachBrokenRule}. Applies to
 * packages with the tracks of {@link SeveralCodecs}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}: {1} {2}")
@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Apple 1.12 | master.m3u8 | (?s)(#EXT-X-STREAM-INF[^#]*v1.m3u8\\n)(#EXT-X-STREAM-INF[^#]*v2.m3u8\\n)(#EXT-X-STREAM-INF[^#]*) | $3$1$2
        Apple 1.23 | master.m3u8 | (?m)^#EXT-X-STREAM-INF.*\\nx2.m3u8\\n | ``
        Apple 1.23 | master.m3u8 | (RESOLUTION=)320x180(.*\\nh2.m3u8) | $1322x180$2
        Apple 1.32 | master.m3u8 | (?s)(#EXT-X-STREAM-INF[^#]*v1.m3u8\\n)(#EXT-X-STREAM-INF[^#]*v2.m3u8\\n) | $2$1
        Apple 1.32 | master.m3u8 | (?s)(#EXT-X-STREAM-INF[^#]*ec-3[^#]*v1.m3u8\\n)(#EXT-X-STREAM-INF[^#]*v2.m3u8\\n) | $2$1
        Apple 2.3 | master.m3u8 | (?s)(#EXT-X-STREAM-INF.*?)(#EXT-X-STREAM-INF[^#]*ec-3.*)(?=#EXT-X-I-FRAME.*#EXT-X-I-FRAME) | $2$1
        Apple 2.13 | master.m3u8 | (NAME="Description",DEFAULT=NO,AUTOSELECT=)YES | $1NO
        Apple 6.1 | master.m3u8 | (?m)^#EXT-X-I-FRAME.*x1-iframes.*$ | ``
        Apple 8.9 | master.m3u8 | AUDIO="audio-ec3-6" | AUDIO="audio-ac3-6"
        Apple 8.9 | master.m3u8 | AUDIO="audio-ec3-6", | ``
        Apple 8.22 | x1.m3u8 | (?s)#EXTINF:4\\.\\d+.* | #EXT-X-ENDLIST
        Apple 9.1 | master.m3u8 | (avc1\\.[0-9a-f]{6}),ec-3 | $1,mp4a.40.2
        Apple 9.1 | master.m3u8 | CODECS="av01\\.[^,]*, | CODECS="av01.0.09M.10,
        Apple 9.1 | master.m3u8 | (avc1\\.[0-9a-f]{6}),mp4a.40.2 | $1,ec-3,mp4a.40.2
        Apple 9.13 | master.m3u8 | :BANDWIDTH=\\d+(.*ec-3) | :BANDWIDTH=1000$1
        Apple 1.27 | master.m3u8 | :BANDWIDTH=\\d+(.*ec-3) | :BANDWIDTH=90000000$1
        Apple 1.26 | master.m3u8 | AVERAGE-BANDWIDTH=\\d+(.*ec-3) | AVERAGE-BANDWIDTH=90000000$1
        Apple 9.17 | master.m3u8 | (?m)^(#EXT-X-MEDIA.*NAME="Commentary".*\\n)(#EXT-X-MEDIA.*NAME="Description".*\\n) | $2$1
        Apple, audio groups | master.m3u8 | URI="talk-dolby.m3u8" | URI="talk.m3u8"
        Apple, audio groups | master.m3u8 | (?m)^#EXT-X-STREAM-INF.*ec-3.*\\nv2.m3u8\\n | ``
        Apple, audio groups | master.m3u8 | (?m)^(#EXT-X-STREAM-INF.*ec-3.*\\nv2.m3u8\\n) | $1$1
        RFC 8216, 4.3.4.1 | master.m3u8 | CHANNELS="6" | CHANNELS="2"
        RFC 8216, 4.3.4.1 | master.m3u8 | CHANNELS="1" | CHANNELS="2"
        RFC 8216, 4.3.4.1.1 | master.m3u8 | (?m)^#EXT-X-MEDIA.*"audio-ec3-6".*NAME="Deutsch".*\\n | ``
        RFC 8216, 4.3.4.1.1 | master.m3u8 | ("audio-ec3-6".*LANGUAGE=)"de" | $1"fr"
        RFC 8216, 4.3.4.1.1 | master.m3u8 | ("audio-ec3-6".*NAME=)"Deutsch" | $1"German"
        RFC 8216, 4.3.4.1.1 | master.m3u8 | ("audio-ec3-6".*NAME=)"Deutsch" | $1"English"
        RFC 8216, 4.3.4.1.1 | master.m3u8 | ("audio-ec3-6".*)DEFAULT=YES | $1DEFAULT=NO
        RFC 8216, 4.3.4.1.1 | master.m3u8 | (NAME="Deutsch",DEFAULT=)NO | $1YES
        RFC 8216, 4.3.4.1.1 | master.m3u8 | (NAME="Commentary",DEFAULT=NO,AUTOSELECT=)NO | $1YES
        RFC 8216, 4.3.4.1.1 | master.m3u8 | CHARACTERISTICS="public.accessibility.describes-video", | ``
        ISO/IEC 23009-1, 5.3.3.1 | manifest.mpd | (?s)(codecs="avc1.*?)</AdaptationSet>\\s*<AdaptationSet[^>]*>\\s*<Role[^>]*> | $1
        ISO/IEC 23009-1, 5.3.3.1 | manifest.mpd | (?s)(lang=")de(".*?<Label>)Deutsch(.*?value=")alternate" | $1en$2English$3main"
        ISO/IEC 23009-1, 5.3.3.2 | manifest.mpd | lang="de" | lang="fr"
        ISO/IEC 23009-1, 5.3.3.2 | manifest.mpd | ` lang="de"` | ``
        ISO/IEC 23009-1, 5.3.3.5 | manifest.mpd | (<Role[^>]*>) | <SupplementalProperty schemeIdUri="urn:mpeg:dash:adaptation-set-switching:2016" value="1"/>$1
        ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | audioSamplingRate="48000" | audioSamplingRate="44100"
        ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | codecs="ec-3" | codecs="ac-3"
        ISO/IEC 23009-1, 5.8.4.2 | manifest.mpd | (?s)(lang="de".*?value=")alternate" | $1main"
        ISO/IEC 23009-1, 5.8.4.2 | manifest.mpd | (?s)(lang=.*)value="main"(.*)value="main" | $1value="dub"$2value="dub"
        ISO/IEC 23009-1, 5.8.4.7 | manifest.mpd | value="F801" | value="A000"
        ISO/IEC 23009-1, 5.8.4.7 | manifest.mpd | (audio_channel_configuration:2011" value=")2" | $16"
        ISO/IEC 23009-1, 5.8.4.7 | manifest.mpd | <AudioChannelConfiguration[^>]*> | ``
        DASH-IF IOP, 3.2.9 | manifest.mpd | (?s)(AdaptationSet id=)"0"(.*)(AdaptationSet id=)"1" | $1"1"$2$3"0"
        """)
public @interface EachBrokenGroupRule {}
