using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>A view that is sent to a colleague is the same view.</summary>
public sealed class HostsAddressTests
{
    [Fact]
    public void The_plain_list_has_the_plain_address() =>
        HostsAddressWriter.Page(new HostListRequest(HostFilter.None, HostSort.Name, false, new PageOf(1, PageOf.DefaultSize))).ShouldBe("/hosts");

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var filter = new HostFilter
        {
            Search = "ES-0 & <b>ä",
            Statuses = [ComplianceStatus.NonCompliant, ComplianceStatus.Unknown],
            Zones = ["S1 Batch, reactors & more", "-"],
            Rules = [RuleId.ALM0001, RuleId.ALM0002],
            Silent = true,
            Advisory = "57252401",
            Due = DueIn.Week,
            Expected = YesNo.Yes,
            Enrolled = YesNo.No,
        };
        var request = new HostListRequest(filter, HostSort.LastContact, true, new PageOf(3, 25));

        var read = Addresses.Read(HostsAddressWriter.Page(request));

        HostsAddressWriter.Page(read).ShouldBe(HostsAddressWriter.Page(request));
        read.Filter.Zones.ShouldBe(filter.Zones);
        read.Filter.Search.ShouldBe(filter.Search);
        (read.Filter.Advisory, read.Filter.Due, read.Filter.Expected, read.Filter.Enrolled).ShouldBe(("57252401", DueIn.Week, YesNo.Yes, YesNo.No));
        (read.Sort, read.Descending, read.Page).ShouldBe((HostSort.LastContact, true, new PageOf(3, 25)));
    }

    [Fact]
    public void The_export_has_filter_and_order_and_no_page()
    {
        var request = new HostListRequest(HostFilter.None with { Rules = [RuleId.ALM0002] }, HostSort.Evidence, true, new PageOf(2, 25));

        HostsAddressWriter.Export(request).ShouldBe("/api/v1/exports/hosts.csv?rule=ALM0002&sort=-evidence");
    }

    [Fact]
    public void Columns_stand_in_the_address_of_the_page_only_where_somebody_chose_them_and_read_back_in_their_order()
    {
        var plain = new HostListRequest(HostFilter.None, HostSort.Name, false, new PageOf(1, PageOf.DefaultSize));
        var chosen = plain with { Columns = [HostColumn.Status, HostColumn.LastContact] };
        var fields = new RequestFields();

        HostsAddressWriter.Page(chosen).ShouldBe("/hosts?columns=status,lastContact");
        HostsAddressWriter.Export(chosen).ShouldBe("/api/v1/exports/hosts.csv");
        HostColumns.Read(fields, "lastContact,status").ShouldBe([HostColumn.Status, HostColumn.LastContact]);
        HostColumns.Read(fields, null).ShouldBeNull();
        fields.IsValid.ShouldBeTrue();
        HostColumns.Read(fields, "password");
        fields.Errors.Keys.ShouldBe(["columns"]);
    }
}
