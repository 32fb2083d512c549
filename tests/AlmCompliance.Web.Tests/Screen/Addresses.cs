using System.Web;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>Reads the address of a list of hosts as its page does.</summary>
internal static class Addresses
{
    public static HostListRequest Read(string address)
    {
        var query = HttpUtility.ParseQueryString(new Uri("http://plant" + address).Query);
        var fields = new RequestFields();
        var request = new HostListQuery
        {
            Search = query["q"],
            Status = query.GetValues("status"),
            Zone = query.GetValues("zone"),
            Rule = query.GetValues("rule"),
            Advisory = query["advisory"],
            Due = query["due"],
            Silent = query["silent"],
            Expected = query["expected"],
            Enrolled = query["enrolled"],
            Change = query["change"],
            Since = query["since"],
            Sort = query["sort"],
            Page = query["page"],
            PageSize = query["pageSize"],
        }.Read(fields);
        fields.IsValid.ShouldBeTrue(address);
        return request;
    }
}
