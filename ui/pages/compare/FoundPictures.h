// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace lookaway {

/// Pictures of a test comparison that are worth a look: largest gain of spread, wrong there and right here, and so on;
/// to be put among those that are compared.
class FoundPictures : public QWidget {
    Q_OBJECT

public:
    explicit FoundPictures(QWidget* parent = nullptr);

    /// nullptr = none.
    void setComparison(std::shared_ptr<const TestComparison> comparison);
    /// What is looked for now.
    PictureQuery query() const;
    /// Rows of the table, as pictures of a comparison: with the class that was explained.
    std::vector<ComparedPicture> found() const;

Q_SIGNALS:
    void picturesWanted(const std::vector<lookaway::ComparedPicture>& pictures);

private:
    QWidget* makeQuestion();
    void search();
    void fillRow(int row, const TestedPicture& picture);
    std::vector<ComparedPicture> chosen() const;

    std::shared_ptr<const TestComparison> m_comparison;
    std::vector<std::size_t> m_indices;
    QComboBox* m_order = nullptr;
    QComboBox* m_model = nullptr;
    QComboBox* m_class = nullptr;
    QSpinBox* m_count = nullptr;
    QSpinBox* m_seed = nullptr;
    QLabel* m_seedLabel = nullptr;
    QTableWidget* m_table = nullptr;
    QLabel* m_nothing = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace lookaway
