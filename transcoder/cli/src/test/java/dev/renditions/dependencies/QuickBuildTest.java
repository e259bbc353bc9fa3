package dev.renditions.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** What {@code -Dquick} builds with: the launcher's first run downloads that before it does anything. */
final class QuickBuildTest {
    private static List<String> plugins(String within) throws Exception {
        NodeList found = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/" + within + "/plugins/plugin/artifactId",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new File("pom.xml")),
                        XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    /** Plugins of checks and reports belong into the profile {@code checks}. */
    @Test
    void buildHasOnlyPluginsThatTheProductNeeds() throws Exception {
        assertThat(plugins("build"))
                .containsExactlyInAnyOrder(
                        "maven-jar-plugin",
                        "maven-surefire-plugin",
                        "maven-failsafe-plugin",
                        "maven-dependency-plugin");
    }

    @Test
    void billOfMaterialsIsWrittenByEveryOtherBuild() throws Exception {
        assertThat(plugins("profiles/profile[id='checks']/build")).contains("cyclonedx-maven-plugin");
    }
}
