// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"

#include <QWidget>

#include <functional>
#include <memory>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace lookaway {

class FoundPictures;
class InlineNote;
class SessionBridge;
class StatisticsModel;

/// The models of a comparison over a whole test set: who is right how often, who looks at how much of the picture,
/// with paired tests, and the pictures where they differ most. Computed when the person asks for it.
class TestComparisonPanel : public QWidget {
    Q_OBJECT

public:
    explicit TestComparisonPanel(QWidget* parent = nullptr);
    ~TestComparisonPanel() override;

    /// The models, the method and the class that are compared now, against `reference`. What was computed stays until
    /// other models are given.
    void setSpec(const ComparisonSpec& spec, std::size_t reference);
    /// nullptr = none yet.
    std::shared_ptr<const TestComparison> comparison() const { return m_comparison; }
    bool working() const;
    /// A report, which is lost when the window goes.
    bool writing() const { return m_writing; }
    FoundPictures* found() const { return m_found; }

    void start();
    void stop();
    /// Of what was compared.
    void writeReport(const QString& file);

Q_SIGNALS:
    void finished();
    /// How far the work is, for whoever does not see the panel; empty = none goes on.
    void workTold(const QString& words);
    void reportFailed(const lookaway::Error& error);
    void picturesWanted(const std::vector<lookaway::ComparedPicture>& pictures);

private:
    QWidget* makeHead();
    QTableView* makeTable();
    void fillPlaces();
    void choosePlace();
    TestComparisonRequest request() const;
    void take(std::shared_ptr<const TestComparison> comparison);
    void showWorking(bool working);
    void showMenu();
    void saveReport();
    /// Put together and written in the background.
    void writeText(const QString& file, const std::function<QString()>& text);

    ComparisonSpec m_spec;
    std::size_t m_reference = 0;
    QString m_folder; ///< chosen by the person
    std::shared_ptr<const TestComparison> m_comparison;
    bool m_writing = false;
    QComboBox* m_place = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QProgressBar* m_progress = nullptr;
    QToolButton* m_export = nullptr;
    InlineNote* m_note;
    StatisticsModel* m_model;
    QTableView* m_table;
    FoundPictures* m_found;
    SessionBridge* m_bridge; ///< its thread is joined when it is destroyed
};

} // namespace lookaway
