package dev.renditions.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** The plugins of a build with {@code -Dquick}, which the first run of the launcher has to download. */
final class QuickBuildTest {
    private static List<String> plugins(String module, String within) throws Exception {
        NodeList found = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/" + within + "/plugins/plugin/artifactId",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(Checkout.path("transcoder", module, "pom.xml")
                                        .toFile()),
                        XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    /** Plugins for checks and reports belong in the profile {@code checks}. */
    @Test
    void buildHasOnlyPluginsThatTheProductNeeds() throws Exception {
        assertThat(plugins("cli", "build")).containsExactlyInAnyOrder("maven-jar-plugin", "maven-dependency-plugin");
        assertThat(plugins("lambda", "build"))
                .containsExactlyInAnyOrder("maven-surefire-plugin", "maven-dependency-plugin");
        assertThat(plugins("", "build")).isEmpty();
    }

    @Test
    void billOfMaterialsIsWrittenByEveryOtherBuild() throws Exception {
        for (String module : List.of("cli", "lambda")) {
            assertThat(plugins(module, "profiles/profile[id='checks']/build")).contains("cyclonedx-maven-plugin");
        }
    }
}
