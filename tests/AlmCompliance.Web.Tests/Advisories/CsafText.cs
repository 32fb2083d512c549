using System.Text.Json.Nodes;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>A CSAF document of our own, to be bent by tests.</summary>
internal static class CsafText
{
    public static JsonObject Document(string id = "TEST-24-001", string version = "1") => new()
    {
        ["document"] = new JsonObject
        {
            ["category"] = "csaf_security_advisory",
            ["csaf_version"] = "2.0",
            ["title"] = "Remote clients can stop the licensing service",
            ["publisher"] = new JsonObject { ["category"] = "vendor", ["name"] = "A publisher", ["namespace"] = "https://publisher.example" },
            ["references"] = new JsonArray(
                new JsonObject { ["category"] = "external", ["url"] = "https://publisher.example/other" },
                new JsonObject { ["category"] = "self", ["url"] = "https://publisher.example/self.json" }),
            ["tracking"] = new JsonObject
            {
                ["id"] = id,
                ["version"] = version,
                ["status"] = "final",
                ["current_release_date"] = "2024-09-10T00:00:00Z",
                ["initial_release_date"] = "2024-09-10T00:00:00Z",
            },
        },
        ["product_tree"] = new JsonObject
        {
            ["branches"] = new JsonArray(new JsonObject
            {
                ["category"] = "vendor",
                ["name"] = "Siemens",
                ["branches"] = new JsonArray(
                    Product("Automation License Manager V5", "vers:all/*", "P1"),
                    Product("Automation License Manager V6.2", "<V6.2_Upd3", "P2"),
                    Product("Another Product", "<V1", "P3")),
            }),
        },
        ["vulnerabilities"] = new JsonArray(new JsonObject
        {
            ["cve"] = "CVE-2024-44087",
            ["title"] = "Integer overflow",
            ["product_status"] = new JsonObject { ["known_affected"] = new JsonArray("P1", "P2", "P3") },
            ["scores"] = new JsonArray(new JsonObject { ["cvss_v3"] = new JsonObject { ["baseScore"] = 8.6 }, ["products"] = new JsonArray("P1") }),
            ["remediations"] = new JsonArray(
                new JsonObject { ["category"] = "no_fix_planned", ["details"] = "Currently no fix is planned", ["product_ids"] = new JsonArray("P1") },
                new JsonObject { ["category"] = "vendor_fix", ["details"] = "Update to V6.2 Upd3 or later version", ["product_ids"] = new JsonArray("P2") }),
        }),
    };

    public static JsonObject Product(string name, string range, string id) => new()
    {
        ["category"] = "product_name",
        ["name"] = name,
        ["branches"] = new JsonArray(new JsonObject
        {
            ["category"] = "product_version_range",
            ["name"] = range,
            ["product"] = new JsonObject { ["name"] = $"{name} {range}", ["product_id"] = id },
        }),
    };

    public static byte[] Bytes(this JsonNode document) => System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
}
