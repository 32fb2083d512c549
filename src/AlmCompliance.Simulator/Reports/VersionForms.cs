using System.Globalization;
using System.Text;
using AlmCompliance.Simulator.Life;

namespace AlmCompliance.Simulator.Reports;

/// <summary>The spellings in which a release is met on hosts.</summary>
internal static class VersionForms
{
    /// <summary><c>05.03.0202</c></summary>
    public static string Packed(AlmRelease r) => Format($"{r.Major:00}.{r.Minor:00}.{r.ServicePack:00}{r.Update:00}");

    /// <summary><c>5.3.4.4</c>, <c>6.0.8</c>, <c>6.2</c>: parts at the end that are 0 are left out.</summary>
    public static string Dotted(AlmRelease r) => Format($"{r.Major}.{r.Minor}") + (r.ServicePack, r.Update) switch
    {
        (0, 0) => "",
        (var servicePack, 0) => Format($".{servicePack}"),
        var (servicePack, update) => Format($".{servicePack}.{update}"),
    };

    /// <summary><c>V6.0.8</c></summary>
    public static string DottedWithLetter(AlmRelease r) => "V" + Dotted(r);

    /// <summary><c>06.00.09.04</c></summary>
    public static string ZeroPadded(AlmRelease r) => Format($"{r.Major:00}.{r.Minor:00}.{r.ServicePack:00}.{r.Update:00}");

    /// <summary><c>V6.2 SP1</c>, <c>V5.1 SP1 Upd2</c></summary>
    public static string Short(AlmRelease r) => Worded(r, "V", " SP", " Upd");

    /// <summary><c>V6.2 + Upd3</c></summary>
    public static string Listed(AlmRelease r) => Worded(r, "V", " + SP", " + Upd");

    /// <summary><c>Version 5.1 SP 1 Update 3</c></summary>
    public static string Note(AlmRelease r) => Worded(r, "Version ", " SP ", " Update ");

    /// <summary><c>V5.1 Service Pack 1 Update 3</c></summary>
    public static string Spelled(AlmRelease r) => Worded(r, "V", " Service Pack ", " Update ");

    /// <summary><c>5.1+SP1+Upd1</c></summary>
    public static string Joined(AlmRelease r) => Worded(r, "", "+SP", "+Upd");

    /// <summary><c>V5.3_SP3_Update_1</c></summary>
    public static string Underscored(AlmRelease r) => Worded(r, "V", "_SP", "_Update_");

    /// <summary><c>6.2_upd3</c></summary>
    public static string LowerCase(AlmRelease r) => Worded(r, "", "_sp", "_upd");

    /// <summary><c>Siemens Automation License Manager V5.3 + SP2 + Upd2</c> with the two blanks that the installer leaves at its end.</summary>
    public static string DisplayName(AlmRelease r) => "Siemens Automation License Manager " + Listed(r) + "  ";

    private static string Worded(AlmRelease r, string before, string servicePack, string update)
    {
        var text = new StringBuilder(before).Append(CultureInfo.InvariantCulture, $"{r.Major}.{r.Minor}");
        if (r.ServicePack > 0)
        {
            text.Append(servicePack).Append(CultureInfo.InvariantCulture, $"{r.ServicePack}");
        }

        if (r.Update > 0)
        {
            text.Append(update).Append(CultureInfo.InvariantCulture, $"{r.Update}");
        }

        return text.ToString();
    }

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
