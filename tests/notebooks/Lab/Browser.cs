using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workbook.Notebooks.Tests;

/// <summary>Chromium, without a screen, led by chromedriver: the few commands of W3C WebDriver that a reader's hands and eyes need.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    /// <summary>For anything that a reader waits for. It takes seconds, but the machine may be busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The specification's name for a reference to an element.
    private const string ElementKey = "element-6066-11e4-a52e-4f735466cecf";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Child _driver;
    private readonly HttpClient _http;
    private string _session = "session";

    private Browser(Child driver, int port)
    {
        _driver = driver;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = Patience };
    }

    public static async Task<Browser> StartAsync(JupyterHome jupyter, string chromedriver, string chromium)
    {
        Child driver = jupyter.Start(chromedriver, "--port=0");
        Match port = await driver.WaitForAsync(DriverPort(), Patience);
        var browser = new Browser(driver, int.Parse(port.Groups[1].Value));
        try
        {
            JsonNode? made = await browser.SendAsync("session", new JsonObject
            {
                ["capabilities"] = new JsonObject { ["alwaysMatch"] = Capabilities(chromium, jupyter.MakeFolder("chromium")) },
            });
            browser._session = $"session/{made!["sessionId"]}";
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public Task GoAsync(Uri address) => SendAsync($"{_session}/url", new JsonObject { ["url"] = address.ToString() });

    /// <summary>What a script, the body of a function, returns.</summary>
    public Task<JsonNode?> EvaluateAsync(string script, params IEnumerable<JsonNode> arguments) =>
        SendAsync($"{_session}/execute/sync", new JsonObject { ["script"] = script, ["args"] = new JsonArray([.. arguments]) });

    /// <summary>Asks again and again until a condition, a script's expression, holds: a page tells nobody what it is about to do.</summary>
    public async Task WaitAsync(string condition)
    {
        long began = Stopwatch.GetTimestamp();
        while ((await EvaluateAsync($"return Boolean({condition});"))?.GetValue<bool>() is not true)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                Assert.Fail($"{Patience.TotalSeconds} s went by, and this did not come true: {condition}");
            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Clicks where an element is, as soon as it is there and nothing covers it.</summary>
    /// <param name="index">Which, of those that the selector finds.</param>
    public async Task ClickAsync(string selector, int index = 0)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                JsonNode? found = await SendAsync($"{_session}/elements", new JsonObject { ["using"] = "css selector", ["value"] = selector });
                if (found!.AsArray() is var elements && elements.Count > index)
                {
                    await SendAsync($"{_session}/element/{elements[index]![ElementKey]}/click", new JsonObject());
                    return;
                }
                throw new WebDriverException("no such element", selector);
            }
            catch (WebDriverException hindrance) when (hindrance.MayPass && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Presses keys one after the other; those held down are released at the end.</summary>
    public async Task TypeAsync(string keys, string held = "")
    {
        IEnumerable<(string Type, char Key)> strokes =
        [
            .. held.Select(key => ("keyDown", key)), .. keys.SelectMany(key => new[] { ("keyDown", key), ("keyUp", key) }), .. held.Select(key => ("keyUp", key)),
        ];
        await SendAsync($"{_session}/actions", new JsonObject
        {
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "key", ["id"] = "keyboard",
                ["actions"] = new JsonArray([.. strokes.Select(stroke => new JsonObject { ["type"] = stroke.Type, ["value"] = stroke.Key.ToString() })]),
            }),
        });
    }

    public async Task SaveScreenshotAsync(string path)
    {
        JsonNode? picture = await SendAsync($"{_session}/screenshot", null);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(picture!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        // In peace first, so that it removes its files.
        try
        {
            if (_session != "session")
                await _http.DeleteAsync(_session);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
        }
        _http.Dispose();
        await _driver.DisposeAsync();
    }

    private static JsonObject Capabilities(string chromium, string profile) => new()
    {
        ["browserName"] = "chrome",
        ["goog:chromeOptions"] = new JsonObject
        {
            ["binary"] = chromium,
            // Chromium has no sandbox for root, and small containers have a small /dev/shm.
            ["args"] = new JsonArray([.. new[]
            {
                "--headless=new", $"--user-data-dir={profile}", "--window-size=1100,1400", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-breakpad", "--no-proxy-server",
            }.Concat(Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [])]),
        },
    };

    /// <summary>A command with a body is a POST, one without a GET.</summary>
    private async Task<JsonNode?> SendAsync(string path, JsonObject? body)
    {
        // As a text, whose length is known: chromedriver does not take bodies in chunks.
        using HttpResponseMessage response = body is null ? await _http.GetAsync(path)
            : await _http.PostAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        JsonNode? value = JsonNode.Parse(await response.Content.ReadAsStreamAsync())!["value"];
        return response.IsSuccessStatusCode ? value : throw new WebDriverException($"{value!["error"]}", $"{value["message"]}");
    }

    [GeneratedRegex(@"started successfully on port (\d+)")]
    private static partial Regex DriverPort();
}

/// <param name="error">The specification's name of it.</param>
internal sealed class WebDriverException(string error, string message) : Exception($"{error}: {message}")
{
    /// <summary>Whether a page that is still moving may be the reason.</summary>
    public bool MayPass => error is "no such element" or "element click intercepted" or "element not interactable" or "stale element reference";
}
