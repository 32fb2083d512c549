using System.Net;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>Sends until the server gives an answer that stands, or all tries are used up.</summary>
internal sealed class PersistentSender(HttpClient http, TimeProvider time, int tries)
{
    /// <summary>The last answer; null where the last try got none.</summary>
    /// <param name="host">Whose chance spreads the waiting.</param>
    /// <param name="request">Makes the request, given how long ago the first try was.</param>
    /// <param name="totals">Where the tries are counted.</param>
    /// <param name="isReport">Whether answers and latencies count as those of reports.</param>
    /// <param name="cancellationToken">Ends the waiting too.</param>
    public async Task<HttpResponseMessage?> SendAsync(
        SimulatedHost host, Func<TimeSpan, HttpRequestMessage> request, TrafficTotals totals, bool isReport, CancellationToken cancellationToken)
    {
        var first = time.GetTimestamp();
        Dice? dice = null;
        for (var tried = 1; ; tried++)
        {
            var response = await TryOnceAsync(request(time.GetElapsedTime(first)), totals, isReport, cancellationToken);
            if ((response is not null && !IsWorthAnotherTry(response.StatusCode)) || tried >= tries)
            {
                return response;
            }

            var wait = BackOff.Wait(tried, response?.Headers.RetryAfter, time.GetUtcNow(), dice ??= host.Dice("back-off"));
            response?.Dispose();
            totals.Retried();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    public static bool IsWorthAnotherTry(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    private async Task<HttpResponseMessage?> TryOnceAsync(
        HttpRequestMessage request, TrafficTotals totals, bool isReport, CancellationToken cancellationToken)
    {
        using (request)
        {
            var started = time.GetTimestamp();
            try
            {
                var response = await http.SendAsync(request, cancellationToken);
                if (isReport)
                {
                    totals.Answered(response.StatusCode, time.GetElapsedTime(started));
                }

                return response;
            }
            catch (Exception failure) when (failure is HttpRequestException
                || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                totals.NotAnswered();
                return null;
            }
        }
    }
}
