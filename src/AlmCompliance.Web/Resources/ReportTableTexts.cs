namespace AlmCompliance.Web.Resources;

internal sealed class ReportTableTexts;
