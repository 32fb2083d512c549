namespace AlmCompliance.Browser.Tests;

/// <summary>What people bring to the product, small and of our own.</summary>
internal static class Documents
{
    /// <summary>A published advisory as CSAF has it.</summary>
    public const string Advisory = """
        {"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Remote clients can stop the licensing service",
        "publisher":{"category":"vendor","name":"A publisher","namespace":"https://publisher.example"},
        "references":[{"category":"self","url":"https://publisher.example/self.json"}],
        "tracking":{"id":"TEST-24-001","version":"1","status":"final","current_release_date":"2024-09-10T00:00:00Z","initial_release_date":"2024-09-10T00:00:00Z"}},
        "product_tree":{"branches":[{"category":"vendor","name":"Siemens","branches":[{"category":"product_name","name":"Automation License Manager V6.2",
        "branches":[{"category":"product_version_range","name":"<V6.2_Upd3","product":{"name":"Automation License Manager V6.2 <V6.2_Upd3","product_id":"P2"}}]}]}]},
        "vulnerabilities":[{"cve":"CVE-2024-44087","title":"Integer overflow","product_status":{"known_affected":["P2"]},
        "remediations":[{"category":"vendor_fix","details":"Update to V6.2 Upd3 or later version","product_ids":["P2"]}]}]}
        """;
}
