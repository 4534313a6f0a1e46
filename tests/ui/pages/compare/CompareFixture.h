// SPDX-License-Identifier: MIT
#pragma once

#include "pages/compare/CompareGrid.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/ComparePage.h"
#include "widgets/InlineNote.h"

#include "../bridge/TinyRun.h"
#include "UserInput.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace lookaway::test {

/// The Compare workspace with a small network that was really trained.
class CompareFixture {
protected:
    static constexpr int patience = 60000; // ms

    bool train() const { return trainTinyRun(m_folder.path()); }
    void open()
    {
        QSettings().clear();
        m_page = std::make_unique<ComparePage>();
        m_page->setDevice(QStringLiteral("cpu"));
        m_page->setRunFolder(folder("runs"));
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    void close() { m_page.reset(); }

    QString folder(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QString run() const { return folder("run"); }
    QString checkpoint() const { return run() + QStringLiteral("/epoch-0001.safetensors"); }
    QString picture(const char* name) const { return folder("pictures/") + QLatin1String(name); }
    template <class T> T* find(const char* name = nullptr) const
    {
        return m_page->findChild<T*>(name ? QString::fromLatin1(name) : QString());
    }
    CompareGrid& grid() const { return *m_page->grid(); }
    const ComparisonDraft& draft() const { return m_page->draft(); }
    const Comparer& comparer() const { return *m_page->comparer(); }
    CompareModel& model() const { return *qobject_cast<CompareModel*>(grid().model()); }
    void await() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(comparer().total() > 0 && comparer().done() == comparer().total(), patience);
    }
    /// Two checkpoints on two pictures.
    void fill() const
    {
        drop(*m_page, { run(), checkpoint(), picture("red/0.png"), picture("blue/1.png") });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(2), patience);
        await();
    }
    QString said() const
    {
        QStringList all;
        for (const auto* note : m_page->findChildren<InlineNote*>())
            if (note->isVisible())
                all << note->text();
        return all.join(QLatin1Char(' '));
    }
    /// Opens the menu of a cell and triggers a command of it.
    bool choose(int row, int column, const char* command) const
    {
        Q_EMIT grid().menuWanted(row, column, grid().mapToGlobal(QPoint(5, 5)));
        auto* menu = find<QMenu>("cellMenu");
        auto* action = menu ? menu->findChild<QAction*>(QLatin1String(command)) : nullptr;
        const bool can = action && action->isEnabled();
        if (can)
            action->trigger();
        delete menu;
        return can;
    }
    std::vector<std::string> titles() const
    {
        std::vector<std::string> all;
        for (const ComparedColumn& column : draft().spec.columns)
            all.push_back(titleOf(column, draft().spec));
        return all;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ComparePage> m_page;
};

} // namespace lookaway::test
