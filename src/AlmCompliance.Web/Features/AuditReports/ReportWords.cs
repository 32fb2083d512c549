using AlmCompliance.Web.Features.AuditReports.Making;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What the API says of a report that is not made; pages have their own words.</summary>
internal static class ReportWords
{
    public static string Of(ReportRefusal refusal) => refusal switch
    {
        ReportRefusal.NoSuchPlace => "There is no such site or zone, or it is out of your sight.",
        ReportRefusal.NoHosts => "This scope holds no host and no line of the plant's own list at that moment.",
        ReportRefusal.Future => "This moment has not come yet.",
        ReportRefusal.BeforeFirst => "Nothing was known of any host at that moment.",
        ReportRefusal.TooMany => "Too many reports wait; try again when one of them is made.",
        ReportRefusal.Disk => "The server could not write its files: the disk is full, or its folder may not be written.",
        ReportRefusal.Stopped => "The server was stopped while it was made.",
        ReportRefusal.Unexpected => "It could not be made; the server's log says why.",
        _ => "",
    };
}
