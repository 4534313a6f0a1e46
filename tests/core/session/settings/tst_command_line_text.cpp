// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/settings/CommandLineText.h"
#include "session/settings/ConfigFile.h"
#include "session/settings/Settings.h"

#include <QProcess>
#include <QTest>

using namespace lookaway;

namespace {

/// The words that a POSIX shell makes of a line.
QStringList shellWords(const std::string& line)
{
    QProcess shell;
    shell.start("/bin/sh", { "-c", "printf '%s\\0' " + QString::fromStdString(line) });
    if (!shell.waitForFinished() || shell.exitCode() != 0)
        return {};
    QStringList words;
    for (const QByteArray& word : shell.readAllStandardOutput().split('\0'))
        words << QString::fromUtf8(word);
    words.removeLast(); // behind the last zero
    return words;
}

/// What the options of the settings table say; none may be unknown.
Config configOf(const QStringList& words)
{
    Config config;
    for (qsizetype i = 2; i < words.size(); ++i) {
        std::string option = words[i].toStdString().substr(2);
        std::string value;
        const auto equals = option.find('=');
        if (equals != std::string::npos) {
            value = option.substr(equals + 1);
            option.resize(equals);
        } else if (option.rfind("no-", 0) == 0 && !findSetting(option)) {
            option = option.substr(3);
            value = "false";
        } else if (const auto* named = findSetting(option); named && named->type == SettingType::Switch) {
            value = "true";
        } else {
            value = words.value(++i).toStdString();
        }
        const auto* setting = findSetting(option);
        if (!setting || !setting->parse(config, value))
            qWarning("not an option: %s %s", option.c_str(), value.c_str());
    }
    return config;
}

/// Another value than the default that the setting allows.
SettingValue otherValue(const Setting& setting)
{
    switch (setting.type) {
    case SettingType::Switch:
        return !std::get<bool>(setting.fallback);
    case SettingType::Choice:
        return setting.choices.back() != std::get<std::string>(setting.fallback) ? setting.choices.back()
                                                                                 : setting.choices.front();
    case SettingType::Integer:
        return std::get<std::int64_t>(setting.fallback) + 1;
    case SettingType::Real: {
        const double fallback = std::get<double>(setting.fallback);
        return setting.range && setting.range->contains(fallback + 1.0 / 3) ? fallback + 1.0 / 3 : fallback / 3;
    }
    case SettingType::Text:
        break;
    }
    return std::string("it's a \"test\" of $HOME `and` \\ *?!\n; & 日本");
}

} // namespace

class TestCommandLineText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsSayNothing()
    {
        Config config;
        QCOMPARE(trainCommand(config), std::string("lookaway-cli train"));
        config.run.folder = "/runs/zero";
        config.data.path = "/data/cars";
        config.distraction.fill = FillKind::Zero;
        config.augmentation.horizontalFlip = false;
        QCOMPARE(trainCommand(config),
            std::string("lookaway-cli train --data /data/cars --out /runs/zero --no-flip --occlusion zero"));
    }

    void everySettingComesBack()
    {
        Config all;
        for (const auto& setting : settings()) {
            Config one;
            QVERIFY2(setting.set(one, otherValue(setting)).ok(), setting.key.c_str());
            QVERIFY(setting.set(all, otherValue(setting)).ok());
            const Config back = configOf(shellWords(trainCommand(one)));
            QVERIFY2(toJson(back) == toJson(one), trainCommand(one).c_str());
            QVERIFY(back.run.folder == one.run.folder);
        }
        const auto words = shellWords(trainCommand(all));
        QVERIFY(words.size() > static_cast<qsizetype>(settings().size()));
        QVERIFY(toJson(configOf(words)) == toJson(all));
    }

    void wordsThatLookLikeOptions()
    {
        Config config;
        config.data.path = "-rf";
        config.distraction.layer = "--help";
        config.run.folder = "";
        const auto words = shellWords(trainCommand(config));
        QVERIFY((words == QStringList{ "lookaway-cli", "train", "--data=-rf", "--layer=--help" }));
    }

    void quotes_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", " ", "'", "''", "a'b'c", "$(reboot)", "`id`", "a b", "\\", "~", "#", "!x", "\n",
                 "*", "a=b", "ä", "-x", "{1,2}", "<>|&;()" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void quotes()
    {
        QFETCH(QString, text);
        QCOMPARE(shellWords("x " + shellQuoted(text.toStdString())), (QStringList{ "x", text }));
    }
};

LOOKAWAY_TEST(tst_command_line_text, TestCommandLineText)
#include "tst_command_line_text.moc"
