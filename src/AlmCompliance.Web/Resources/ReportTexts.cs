namespace AlmCompliance.Web.Resources;

internal sealed class ReportTexts;
