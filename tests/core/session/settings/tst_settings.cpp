// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/settings/ConfigFile.h"
#include "session/settings/Settings.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <limits>
#include <set>

using namespace lookaway;

namespace {

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// A configuration in which no setting has its default.
Config everythingChanged()
{
    Config config;
    for (const auto& setting : settings()) {
        SettingValue value = setting.fallback;
        if (auto* flag = std::get_if<bool>(&value))
            *flag = !*flag;
        else if (auto* whole = std::get_if<std::int64_t>(&value))
            *whole += 7;
        else if (auto* real = std::get_if<double>(&value))
            *real = *real * 0.7 + 0.1 / 3; // no short decimal
        else if (setting.type == SettingType::Choice)
            value = setting.choices.back();
        else
            value = std::string("a \"quoted\" \\ text,\twith\nlines, # and Größe ") + setting.key;
        if (!setting.set(config, value))
            qFatal("the test's value does not fit %s", setting.key.c_str());
    }
    return config;
}

void compareAll(const Config& actual, const Config& expected, const std::string& except = {})
{
    for (const auto& setting : settings())
        if (setting.key != except)
            QVERIFY2(setting.get(actual) == setting.get(expected), setting.key.c_str());
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableIsComplete()
    {
        std::set<std::string> keys;
        std::set<std::string> options;
        for (const auto& setting : settings()) {
            QVERIFY2(keys.insert(setting.key).second, setting.key.c_str());
            QVERIFY2(options.insert(setting.option).second, setting.option.c_str());
            QVERIFY(!setting.label.empty() && setting.help.back() == '.');
            QVERIFY2((setting.type == SettingType::Choice) == !setting.choices.empty(), setting.key.c_str());
            const bool number = setting.type == SettingType::Integer || setting.type == SettingType::Real;
            QVERIFY2(number == setting.range.has_value(), setting.key.c_str());
            QVERIFY(setting.get(Config{}) == setting.fallback);
            QCOMPARE(findSetting(setting.key), &setting);
            QCOMPARE(findSetting(setting.option), &setting);
        }
        QVERIFY(validate(Config{}).empty());
        QCOMPARE(findSetting("training.nothing"), nullptr);
    }

    void defaultsAreThePapers()
    {
        QCOMPARE(text(findSetting("lr")->fallback), std::string("5e-05"));
        QCOMPARE(text(findSetting("p")->fallback), std::string("0.25"));
        QCOMPARE(text(findSetting("threshold")->fallback), std::string("0.85"));
        QCOMPARE(text(findSetting("epsilon")->fallback), std::string("7e-07"));
        QCOMPARE(text(findSetting("batch")->fallback), std::string("16"));
    }

    void liveSettingsAreThoseOfTheMailbox()
    {
        std::set<std::string> live;
        for (const auto& setting : settings())
            if (setting.live)
                live.insert(setting.key);
        const std::set<std::string> expected{ "distraction.fill", "distraction.where", "distraction.p",
            "distraction.threshold", "training.learning_rate" };
        QVERIFY(live == expected);
    }

    void parses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char* key, const char* value, bool accepted) {
            QTest::addRow("%s=%s", key, value) << key << value << accepted;
        };
        row("distraction.p", "0.5", true);
        row("distraction.p", "0", false);
        row("distraction.p", "0.500001", false);
        row("distraction.p", "-0.1", false);
        row("distraction.p", "nan", false);
        row("distraction.p", "inf", false);
        row("distraction.p", "0.25x", false);
        row("distraction.p", "", false);
        row("distraction.threshold", "0", true);
        row("distraction.threshold", "0.999", true);
        row("distraction.threshold", "1", false);
        row("distraction.threshold", "-1", false);
        row("distraction.fill", "zero", true);
        row("distraction.fill", "Zero", false);
        row("distraction.fill", "black", false);
        row("training.epochs", " 12 ", true);
        row("training.epochs", "0", false);
        row("training.epochs", "1.5", false);
        row("training.epochs", "99999999999999999999", false);
        row("training.seed", "9000000000000000000", true);
        row("training.seed", "-1", false);
        row("training.learning_rate", "+1e-3", true);
        row("augmentation.enabled", "off", true);
        row("augmentation.enabled", "maybe", false);
        row("data.path", "", true);
    }
    void parses()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(bool, accepted);
        Config config;
        const auto* setting = findSetting(key.toStdString());
        const auto result = setting->parse(config, text.toStdString());
        QCOMPARE(result.ok(), accepted);
        if (!accepted) {
            QVERIFY(contains(result.error().what, setting->key));
            QVERIFY(contains(result.error().what, setting->label));
            QVERIFY(contains(result.error().what, setting->allowed()));
            QVERIFY(setting->get(config) == setting->fallback); // nothing changed
        }
    }

    void sentenceNamesSettingValueAndRange()
    {
        Config config;
        const auto result = findSetting("p")->set(config, SettingValue(0.75));
        QCOMPARE(result.error().what,
            std::string("Setting distraction.p (p) is 0.75; it must be a number, above 0 and at most 0.5."));
    }

    void validateFindsEverything()
    {
        Config config;
        config.distraction.p = 2;
        config.distraction.threshold = std::numeric_limits<double>::quiet_NaN();
        config.augmentation.brightnessLow = 3;
        config.data.validationShare = config.data.testShare = 0.5;
        QCOMPARE(validate(config).size(), std::size_t(4));
        Config warmup;
        warmup.training.warmupEpochs = warmup.training.epochs + 1;
        QCOMPARE(validate(warmup).size(), std::size_t(1));
    }

    void nearestKeys()
    {
        QCOMPARE(nearestKey("training.learning_rte"), std::string("training.learning_rate"));
        QCOMPARE(nearestKey("data.epochs"), std::string("training.epochs"));
        QCOMPARE(nearestKey("treshold"), std::string("distraction.threshold"));
    }

    void tomlRoundTripIsExact()
    {
        const Config config = everythingChanged();
        const auto back = parseToml(toToml(config), "config.toml");
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().what.c_str());
        compareAll(*back, config, "run.folder");
        QVERIFY(back->run.folder.empty()); // a repeated run goes elsewhere
        const auto defaults = parseToml(toToml(Config{}), "config.toml", everythingChanged());
        compareAll(*defaults, Config{}, "run.folder");
    }

    void jsonRoundTripIsExact()
    {
        const Config config = everythingChanged();
        const auto back = parseJson(toJson(config), "config.json");
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().what.c_str());
        compareAll(*back, config);
    }

    void tomlKeepsEveryCharacter()
    {
        Config config;
        config.data.path = "a \"b\" \\ \xF0\x9F\x9A\x97 \xC3\xA9\n\x7F";
        const auto again = parseToml(toToml(config), "x.toml");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().what.c_str());
        QCOMPARE(again->data.path, config.data.path);
    }

    void tomlKeepsWhatItDoesNotName()
    {
        Config base;
        base.training.epochs = 3;
        const auto config = parseToml("[distraction]\nfill = \"one\"\np = 0.5\n", "x.toml", base);
        QCOMPARE(config->training.epochs, 3);
        QVERIFY(config->distraction.fill == FillKind::One);
        QVERIFY(parseToml("[training]\nlearning_rate = 1\n", "x.toml").ok()); // a whole number will do
    }

    // Runs that an older version wrote stay readable.
    void settingsOfOlderVersions()
    {
        const auto released = parseToml("[distraction]\nflavour = \"as-released\"\n", "x.toml");
        QVERIFY(released.ok() && released->distraction.method == "grad-cam-as-released");
        const auto textbook = parseToml("[distraction]\nflavour = \"textbook\"\n", "x.toml");
        QVERIFY(textbook.ok() && textbook->distraction.method == "grad-cam");
        QVERIFY(!parseToml("[distraction]\nflavour = 3\n", "x.toml").ok());
    }

    void badToml_data()
    {
        QTest::addColumn<QByteArray>("toml");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("unknown key") << QByteArray("[training]\n\nepoch = 3\n")
                                     << "x.toml, line 3: there is no setting training.epoch.";
        QTest::newRow("unknown section") << QByteArray("[trainings]\nepochs = 3\n")
                                         << "x.toml, line 2: there is no setting trainings.epochs.";
        QTest::newRow("key without section")
            << QByteArray("epochs = 3\n") << "x.toml, line 1: there is no setting epochs.";
        QTest::newRow("wrong type") << QByteArray("[training]\nepochs = \"three\"\n")
                                    << "x.toml, line 2: Setting training.epochs (Epochs) is three;";
        QTest::newRow("text for a switch")
            << QByteArray("[augmentation]\nenabled = \"no\"\n") << "x.toml, line 2: Setting augmentation.enabled";
        QTest::newRow("list") << QByteArray("[training]\nepochs = [1, 2]\n")
                              << "x.toml, line 2: Setting training.epochs";
        QTest::newRow("out of range") << QByteArray("[distraction]\np = 0.9\n")
                                      << "x.toml, line 2: Setting distraction.p";
        QTest::newRow("not a number") << QByteArray("[distraction]\np = nan\n")
                                      << "x.toml, line 2: Setting distraction.p";
        QTest::newRow("broken") << QByteArray("[training\nepochs = 3\n") << "x.toml, line 1: not valid TOML";
        QTest::newRow("binary") << QByteArray("\x00\xff\x01", 3) << "x.toml, line 1: not valid TOML";
        QTest::newRow("nested") << QByteArray("a = ") + QByteArray(100000, '[') << "x.toml, line 1: not valid TOML";
    }
    void badToml()
    {
        QFETCH(QByteArray, toml);
        QFETCH(QString, sentence);
        const auto result = parseToml(toml.toStdString(), "x.toml");
        QVERIFY(!result.ok());
        QVERIFY2(contains(result.error().what, sentence.toStdString()), result.error().what.c_str());
    }

    void unknownKeySuggestsTheNearest()
    {
        QCOMPARE(
            parseToml("[training]\nepoch = 3\n", "x.toml").error().hint, std::string("Did you mean training.epochs?"));
    }

    void hugeOrMissingFile()
    {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "huge.toml";
        QVERIFY(!readToml(path).ok());
        std::ofstream(path) << std::string(2 << 20, '#');
        QVERIFY(!readToml(path).ok());
    }

    void damagedJson()
    {
        const std::string whole = toJson(Config{});
        for (const std::size_t size : { std::size_t(0), std::size_t(1), whole.size() / 2, whole.size() - 2 })
            QVERIFY(!parseJson(whole.substr(0, size), "config.json").ok());
        QVERIFY(!parseJson(R"({"training": 3})", "config.json").ok());
        QVERIFY(!parseJson(R"({"training": {"epochs": 18446744073709551615}})", "config.json").ok());
        QVERIFY(!parseJson(R"({"training": {"epochs": [1]}})", "config.json").ok());
    }
};

LOOKAWAY_TEST(tst_settings, TestSettings)
#include "tst_settings.moc"
