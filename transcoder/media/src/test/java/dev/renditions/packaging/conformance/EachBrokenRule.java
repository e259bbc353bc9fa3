package dev.renditions.packaging.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One change of one text for each rule: the rule that it breaks, the file, what is replaced, and by what. It fits any package of
 * 16 seconds at 25 frames a second, with two rungs {@code v1} of 640x360 and {@code v2}, sound {@code a} in English, subtitles
 * {@code t} and thumbnails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}: {1} {2}")
@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Apple 1.26 | master.m3u8 | AVERAGE-BANDWIDTH=\\d+ | AVERAGE-BANDWIDTH=90000000
        Apple 1.27 | master.m3u8 | :BANDWIDTH=\\d+ | :BANDWIDTH=90000000
        Apple 9.13 | master.m3u8 | :BANDWIDTH=\\d+ | :BANDWIDTH=1000
        Apple 9.13 | master.m3u8 | v1-iframes.m3u8",BANDWIDTH=\\d+ | v1-iframes.m3u8",BANDWIDTH=1000
        Apple 1.32 | master.m3u8 | (?s)(#EXT-X-STREAM-INF[^#]*)(#EXT-X-STREAM-INF[^#]*) | $2$1
        Apple 1.33 | master.m3u8 | RESOLUTION=640x360 | RESOLUTION=640x480
        Apple 9.1 | master.m3u8 | CODECS="avc1\\.[0-9a-f]{6},mp4a.40.2", | ``
        Apple 9.1 | master.m3u8 | avc1\\.[0-9a-f]{6},mp4a.40.2 | avc1.640028,mp4a.40.2
        Apple 9.1 | master.m3u8 | (avc1\\.[0-9a-f]{6}),mp4a.40.2 | $1
        Apple 9.2 | master.m3u8 | RESOLUTION=640x360, | ``
        Apple 9.2 | master.m3u8 | RESOLUTION=640x360 | RESOLUTION=642x360
        Apple 9.2 | master.m3u8 | RESOLUTION=640x360 | RESOLUTION=0x0
        Apple 9.3 | master.m3u8 | CODECS="avc1\\.[0-9a-f]{6}",RES | RES
        Apple 9.4 | master.m3u8 | ,RESOLUTION=640x360\\n#EXT-X-I | `\n#EXT-X-I`
        Apple 9.11 | master.m3u8 | #EXT-X-INDEPENDENT-SEGMENTS\\n | ``
        Apple 9.14 | master.m3u8 | ,AVERAGE-BANDWIDTH=\\d+ | ``
        Apple 9.15 | master.m3u8 | FRAME-RATE=25.0, | ``
        Apple 9.15 | master.m3u8 | FRAME-RATE=25.0 | FRAME-RATE=24.0
        Apple 6.1 | master.m3u8 | (?m)^#EXT-X-I-FRAME.*v2-iframes.*$ | ``
        Apple 8.9 | master.m3u8 | AUDIO="audio", | ``
        Apple 8.9 | master.m3u8 | (?m)^#EXT-X-MEDIA:TYPE=AUDIO.*\\n | ``
        Apple 8.9 | master.m3u8 | SUBTITLES="subtitles" | SUBTITLES="others"
        Apple 8.9 | master.m3u8 | URI="a.m3u8" | URI="v2.m3u8"
        Apple 8.10 | master.m3u8 | LANGUAGE="en", | ``
        Apple 8.10 | master.m3u8 | (TYPE=SUBTITLES.*?)LANGUAGE="[a-z]+", | $1
        RFC 8216, 4.3.4.1 | master.m3u8 | ,URI="a.m3u8" | ``
        RFC 8216, 4.3.4.1 | master.m3u8 | CHANNELS="2" | CHANNELS="6"
        RFC 8216, 4.3.4.1 | master.m3u8 | DEFAULT=YES,AUTOSELECT=YES | DEFAULT=YES,AUTOSELECT=NO
        RFC 8216, 4.3.4.1.1 | master.m3u8 | DEFAULT=YES | DEFAULT=NO
        RFC 8216, 4.3.4.2 | master.m3u8 | (?s)#EXT-X-STREAM-INF.*(?=#EXT-X-I-FRAME-STREAM-INF.*#EXT-X-I-FRAME) | ``
        RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | ../v1.m3u8
        RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | https://example.org/v1.m3u8
        RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | v3.m3u8
        RFC 8216, 4.1 | master.m3u8 | #EXTM3U | #EXTM4U
        RFC 8216, 4.1 | v1.m3u8 | #EXT-X-TARGETDURATION:6\\n | ``
        Apple 9.20 | master.m3u8 | (?m)^v1.m3u8 | a.m3u8
        RFC 8216, 7 | v1.m3u8 | VERSION:7 | VERSION:4
        RFC 8216, 4.3.3.4 | v1.m3u8 | #EXT-X-ENDLIST\\n | ``
        Apple 8.6 | v1.m3u8 | #EXT-X-PLAYLIST-TYPE:VOD\\n | ``
        Apple 8.6 | t.m3u8 | #EXT-X-PLAYLIST-TYPE:VOD\\n | ``
        Apple 8.13 | v1.m3u8 | (#EXTINF:4\\.\\d+) | `#EXT-X-DISCONTINUITY\n$1`
        Apple 8.20 | v1.m3u8 | #EXT-X-MAP.*\\n | ``
        RFC 8216, 4.3.2.5 | v1.m3u8 | BYTERANGE="\\d+@0" | BYTERANGE="99@0"
        RFC 8216, 4.3.2.5 | v1.m3u8 | (?s)(#EXT-X-MAP[^\\n]*\\n)(.*)(?=#EXTINF:4) | $1$2$1
        Apple 8.2 | a.m3u8 | TARGETDURATION:6 | TARGETDURATION:7
        Apple 7.5 | v1.m3u8 | TARGETDURATION:6 | TARGETDURATION:12
        Apple 7.6 | v1.m3u8 | #EXTINF:[56]\\.\\d+ | #EXTINF:2.0
        Apple 7.7 | v1.m3u8 | #EXTINF:[56]\\.\\d+ | #EXTINF:6.6
        RFC 8216, 4.3.3.1 | v1.m3u8 | TARGETDURATION:6 | TARGETDURATION:5
        Apple 8.1 | v1.m3u8 | #EXTINF:[56]\\.\\d+ | #EXTINF:6.1
        Playback | v1.m3u8 | #EXTINF:4\\.\\d+ | #EXTINF:0.2
        Playback | v1-iframes.m3u8 | (?s)#EXTINF:2\\.\\d+(,[^#]*#EXT-X-BYTERANGE[^#]*#EXT-X-ENDLIST) | #EXTINF:0.2$1
        Apple 8.1 | v1-iframes.m3u8 | #EXTINF:[12]\\.\\d+ | #EXTINF:1.7
        Apple 8.3 | a.m3u8 | (?s)(#EXTINF:[56]\\.\\d+[^#]*#EXT-X-BYTERANGE[^#]*)#EXTINF.* | $1#EXT-X-ENDLIST
        Apple 8.7 | v1.m3u8 | (?s)#EXTINF:4\\.\\d+.* | #EXT-X-ENDLIST
        Apple 8.7 | v1-iframes.m3u8 | (?s)(#EXTINF:2\\.\\d+,\\n#EXT-X-BYTERANGE[^#]*)#EXT-X-ENDLIST | #EXT-X-ENDLIST
        Apple 8.22 | v1.m3u8 | (?s)#EXTINF:4\\.\\d+.* | #EXT-X-ENDLIST
        Apple 7.1 | v1.m3u8 | (?s)#EXTINF:[56]\\.\\d+[^#]*#EXT-X-BYTERANGE[^#]*#EXTINF:6\\.\\d+ | #EXTINF:6.0
        Apple 7.4 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@(\\d+) | #EXT-X-BYTERANGE:$1@7$2
        RFC 8216, 4.3.2.2 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@ | #EXT-X-BYTERANGE:9$1@
        RFC 8216, 4.3.2.2 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@\\d+ | #EXT-X-BYTERANGE:$1
        RFC 8216, 4.3.2.2 | v1.m3u8 | (?m)^v1.mp4 | v2.mp4
        Apple 6.8 | v1-iframes.m3u8 | #EXT-X-I-FRAMES-ONLY\\n | ``
        RFC 8216, 4.3.3.6 | v1.m3u8 | #EXT-X-PLAYLIST | `#EXT-X-I-FRAMES-ONLY\n#EXT-X-PLAYLIST`
        Apple 6.10 | v1-iframes.m3u8 | #EXT-X-BYTERANGE:(\\d+)@(\\d+) | #EXT-X-BYTERANGE:$1@7$2
        RFC 8216, 4.3.3.6 | v1-iframes.m3u8 | #EXT-X-BYTERANGE:(\\d+)@ | #EXT-X-BYTERANGE:1$1@
        Apple 5.2 | t.vtt | WEBVTT | 1
        Apple 5.3 | t.vtt | X-TIMESTAMP-MAP.*\\n | ``
        Apple 5.5 | t.m3u8 | #EXTINF:16\\.0 | #EXTINF:15.0
        RFC 8216, 4.3.3.1 | t.m3u8 | TARGETDURATION:16 | TARGETDURATION:15
        ISO/IEC 23009-1, 8.3 | manifest.mpd | profile:isoff-on-demand | profile:isoff-live
        ISO/IEC 23009-1, 8.3 | manifest.mpd | type="static" | type="dynamic"
        ISO/IEC 23009-1, 8.3 | manifest.mpd | subsegmentAlignment="true" | ``
        ISO/IEC 23009-1, 5.3.1.2 | manifest.mpd | PT16S | PT15S
        ISO/IEC 23009-1, 5.3.1.2 | manifest.mpd | PT16S | -PT16S
        ISO/IEC 23009-1, 5.3.1.2 | manifest.mpd | PT16S | PT9999999H
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | indexRange="\\d+ | indexRange="1
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | range="0-\\d+ | range="0-1
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<AdaptationSet[^>]*text/vtt.*?</AdaptationSet> | ``
        ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | codecs="avc1\\.[0-9a-f]{6}" | codecs="avc1.640028"
        ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | width="640" | width="642"
        ISO/IEC 23009-1, 5.3.5.2 | manifest.mpd | bandwidth="\\d+" | bandwidth="1000"
        ISO/IEC 23009-1, 8.3 | manifest.mpd | ` profiles="[^"]*"` | ``
        ISO/IEC 23009-1, 5.3.2 | manifest.mpd | (?s)<Period.*</Period> | ``
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<AdaptationSet.*</AdaptationSet> | ``
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | <BaseURL>v1.mp4</BaseURL> | ``
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<SegmentBase.*?</SegmentBase> | ``
        ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<Initialization.*?/> | ``
        ISO/IEC 23009-1, 5.2 | manifest.mpd | </MPD> | ``
        RFC 8216, 4.1 | manifest.mpd | >v1.mp4< | >../v1.mp4<
        DASH-IF IOP, 3.2.9 | manifest.mpd | guidelines/trickmode | guidelines/other
        DASH-IF IOP, 3.2.9 | manifest.mpd | (?s)trickmode" value="0" | trickmode" value="1"
        DASH-IF IOP, 6.2.6 | manifest.mpd | value="8x1" | value="8"
        DASH-IF IOP, 6.2.6 | manifest.mpd | thumbnails.jpg | other.jpg
        DASH-IF IOP, 6.2.6 | manifest.mpd | width="1280" | width="1282"
        """)
public @interface EachBrokenRule {}
